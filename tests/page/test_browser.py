"""The page in a real browser: what a person sees, on a wide screen and on a phone.

`ASK97112_SCREENSHOTS=folder` keeps the pictures.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from page.markdown import WORD_JOINER
from page.words import DISCLAIMER
from tests.page.chromium import ARGUMENTS, find_chromium, running_page
from tests.page.fake_engine import HOSTILE, SEED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: apt-get install chromium"),
]
FIRST_PAINT_SECONDS = 2.0
WIDE, PHONE = 1280, 400


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A running page with the fake engine."""
    with running_page() as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


def open_page(browser: "Browser", address: str, width: int) -> "Page":
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    page.get_by_role("heading", name="Ask 97112").wait_for()
    return page


def ask(page: "Page", question: str) -> None:
    page.get_by_placeholder("Ask about 97112").fill(question)
    page.keyboard.press("Enter")
    page.get_by_text("Download this answer").last.wait_for()
    page.wait_for_timeout(500)  # the last pieces of a fresh answer


def keep_picture(page: "Page", name: str) -> None:
    if folder := os.environ.get("ASK97112_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def visible_text(page: "Page") -> str:
    return page.locator("body").inner_text()


def test_the_page_paints_within_two_seconds(browser: "Browser", address: str) -> None:
    """Name, promise and examples are there, whatever the index does; the best of three on an idle machine."""
    seconds = []
    for _ in range(3):
        context = browser.new_context()
        page = context.new_page()
        started = time.perf_counter()
        page.goto(address)
        page.get_by_role("button", name=SEED).wait_for()
        seconds.append(time.perf_counter() - started)
        context.close()
    busy = os.getloadavg()[0] > (os.cpu_count() or 1)
    if busy and min(seconds) >= FIRST_PAINT_SECONDS:
        pytest.skip(f"this machine has other work (load {os.getloadavg()[0]:.1f}): painted after {min(seconds):.1f} s")
    assert min(seconds) < FIRST_PAINT_SECONDS, seconds


@pytest.mark.parametrize("width", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_seed_question_is_answered_and_its_source_opens(browser: "Browser", address: str, width: int) -> None:
    """Ask, read, open a citation, close it with the keyboard."""
    page = open_page(browser, address, width)
    keep_picture(page, f"start-{width}")
    ask(page, SEED)
    keep_picture(page, f"answer-{width}")
    text = visible_text(page)
    assert "Not enough information" in text
    assert "[object" not in text
    assert "Traceback" not in text
    page.get_by_role("button", name="[1]").first.click()
    source = page.get_by_role("dialog")
    source.get_by_text("Digest of CGS Administrators").wait_for()
    page.wait_for_timeout(300)
    keep_picture(page, f"source-{width}")
    assert "Primary text seen" in source.inner_text()
    assert source.get_by_role("link").get_attribute("href", timeout=1000).startswith("https://www.cms.gov/")
    page.keyboard.press("Escape")
    source.wait_for(state="hidden")
    page.close()


def test_a_number_stands_in_the_line_of_its_sentence(browser: "Browser", address: str) -> None:
    """[n] follows the last word, on the same line."""
    page = open_page(browser, address, WIDE)
    ask(page, SEED)
    sentence = page.get_by_text("CGS L34049 does not name pain").last.bounding_box()
    number = page.locator('[class*="st-key-c0t0-s1-n1"] button:visible').bounding_box()
    assert sentence
    assert number
    middle = number["y"] + number["height"] / 2
    assert sentence["y"] <= middle <= sentence["y"] + sentence["height"]
    assert number["x"] >= sentence["x"] + sentence["width"] - 2
    page.close()


@pytest.mark.parametrize("width", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_is_cut_off_sideways(browser: "Browser", address: str, width: int) -> None:
    """No part of an answer is wider than the screen."""
    page = open_page(browser, address, width)
    ask(page, SEED)
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('[data-testid=stChatMessage] *')]"
        ".filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().right))"
    )
    assert widest <= width
    page.close()


@pytest.mark.parametrize("width", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_fresh_answer_is_read_from_its_top(browser: "Browser", address: str, width: int) -> None:
    """After a long first answer, the next one's red flag is on the screen without scrolling."""
    page = open_page(browser, address, width)
    ask(page, SEED)
    status = page.get_by_text("? Not enough information").first
    assert on_screen(status.bounding_box())
    ask(page, "Positive Hoffmann, clumsy hands")
    page.get_by_text("Refer for urgent medical assessment").wait_for()
    page.wait_for_timeout(700)
    keep_picture(page, f"red-flag-{width}")
    assert on_screen(page.get_by_text("before any coding question").bounding_box())
    page.close()


def on_screen(box: object) -> bool:
    """Whether an element's box lies between the bar at the top and the notice at the bottom."""
    return isinstance(box, dict) and 50 <= box["y"] <= 700


def test_units_are_counted_by_the_tool(browser: "Browser", address: str) -> None:
    """The form asks, and both rules are drawn below it."""
    page = browser.new_page(viewport={"width": PHONE, "height": 900})
    page.goto(f"{address}/tools")
    page.get_by_role("button", name="Count units").click()
    page.get_by_text("AMA: code-by-code midpoint rule").wait_for()
    page.get_by_text("AMA: code-by-code midpoint rule").scroll_into_view_if_needed()
    keep_picture(page, "units-400")
    assert page.get_by_role("table").count() == 2
    page.close()


def test_a_digest_is_read_from_the_list(browser: "Browser", address: str) -> None:
    """Filter by words, open the one that is left."""
    page = browser.new_page(viewport={"width": WIDE, "height": 900})
    page.goto(f"{address}/documents")
    page.get_by_label("Find in titles").fill("vendor")
    page.keyboard.press("Enter")
    page.get_by_text("1 document", exact=True).wait_for()
    page.get_by_role("button", name="Read the digest").click()
    page.get_by_role("dialog").get_by_text("that is wrong for Medicare").wait_for()
    page.wait_for_timeout(300)
    keep_picture(page, "digest-1280")
    page.close()


def test_the_disclaimer_stays_in_sight(browser: "Browser", address: str) -> None:
    """It is on the screen at the start and below a long answer."""
    page = open_page(browser, address, PHONE)
    ask(page, SEED)
    notice = page.get_by_text(DISCLAIMER, exact=True).bounding_box()
    assert notice
    assert 0 <= notice["y"] <= 900 - notice["height"]
    page.close()


def test_hostile_text_is_shown_letter_by_letter(browser: "Browser", address: str) -> None:
    """What a document or a question says is text: no element, link, picture, formula or emoji comes of it."""
    page = open_page(browser, address, WIDE)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    ask(page, "hostile")
    sentence = page.locator('[class*="st-key-sentence-c0t0-s0"] [data-testid="stMarkdown"]')
    assert sentence.inner_text().replace(WORD_JOINER, "").strip() == HOSTILE
    answer = page.get_by_test_id("stChatMessage")
    assert answer.locator("a[href*='evil'], img[src*='evil'], script, .katex, b, em").count() == 0
    assert not dialogs
    page.close()


def test_the_page_fetches_nothing_from_elsewhere(browser: "Browser", address: str) -> None:
    """Every request goes to the page's own server."""
    page = browser.new_page()
    elsewhere: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url) if not_ours(request.url, address) else None)
    page.goto(address)
    ask(page, SEED)
    page.get_by_role("button", name="[1]").first.click()
    page.get_by_role("dialog").wait_for()
    assert elsewhere == []
    page.close()


def not_ours(url: str, address: str) -> bool:
    return not url.startswith((address, "data:", "blob:"))


@pytest.mark.parametrize("room", ["tools", "cases", "documents"])
@pytest.mark.parametrize("width", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_room_is_drawn(browser: "Browser", address: str, room: str, width: int) -> None:
    """Each has its heading and no trace of failure, by its own address."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{address}/{room}")
    heading = {"tools": "Tools", "cases": "Teaching cases", "documents": "Documents"}[room]
    page.get_by_role("heading", name=heading).wait_for()
    page.wait_for_timeout(1000)
    keep_picture(page, f"{room}-{width}")
    text = visible_text(page)
    assert "[object" not in text
    assert "encountered an error" not in text
    assert page.get_by_role("alert").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_question_can_be_asked_while_the_index_loads(browser: "Browser") -> None:
    """The page says that it is loading, takes two questions, and answers both in turn when it can."""
    with running_page("tests.page.slow_engine") as address:
        page = open_page(browser, address, PHONE)
        page.get_by_text("Loading the guidance index").wait_for()
        keep_picture(page, f"loading-{PHONE}")
        page.get_by_placeholder("Ask about 97112").fill(SEED)
        page.keyboard.press("Enter")
        # Nobody types a second question within the same instant; the same words stand on an example's button.
        page.get_by_test_id("stChatMessage").get_by_text(SEED).wait_for()
        ask(page, "How many units?")
        page.get_by_text("AMA: code-by-code midpoint rule").wait_for()
        assert "does not by itself support 97112" in visible_text(page)
        playwright.expect(page.get_by_placeholder("Ask about 97112")).to_be_enabled()
        page.get_by_text("Loading the guidance index").wait_for(state="hidden")
        page.close()


def test_a_loaded_page_offers_payers_by_itself(browser: "Browser") -> None:
    """Nothing must be clicked: the choice opens when the index is there."""
    with running_page("tests.page.slow_engine") as address:
        page = open_page(browser, address, WIDE)
        choice = page.get_by_role("combobox")
        assert choice.is_disabled()
        playwright.expect(choice).to_be_enabled(timeout=15_000)
        page.close()


def test_on_a_phone_the_rooms_are_behind_the_arrow(browser: "Browser", address: str) -> None:
    """The bar beside the chat opens and leads to every room."""
    page = open_page(browser, address, PHONE)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Documents").wait_for()
    page.wait_for_timeout(400)
    keep_picture(page, f"sidebar-{PHONE}")
    page.get_by_role("link", name="Documents").click()
    page.get_by_role("heading", name="Documents").wait_for()
    page.close()
