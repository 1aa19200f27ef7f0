"""Questions to start with, as people of each persona ask them."""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "clinician": (
        "Is 97112 appropriate for cervicalgia with arm tingling?",
        "Post-stroke, Berg 38/56, falls, skilled balance training. Does 97112 fit?",
        "What do I need to document to support neuro re-ed?",
        "Low back pain, core strengthening for endurance: 97110 or 97112?",
    ),
    "biller": (
        "How many units for 24 minutes of 97112 and 23 minutes of 97110?",
        "Do 97112 and 97530 need modifier 59 on the same day?",
        "Which modifiers go on 97112 for a PT assistant's visit?",
        "We billed 3 units of 97112 for 40 minutes. Is that right?",
    ),
    "educator": (
        "How do Medicare contractors differ in reading 97112?",
        "What is the difference between 97112 and 97530?",
        "Which claims about 97112 that circulate online are wrong?",
        "Show me a case that turns on who delivered the service",
    ),
}
