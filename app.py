"""The chat page: `streamlit run app.py`, or `make run`, which also picks a free port."""

from page.shell import draw_app

draw_app()
