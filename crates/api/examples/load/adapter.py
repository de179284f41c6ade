"""The generator's queries as addresses of kazi's API: /api/v1/leads, for a driver that asks them."""
import json
import os
from urllib.parse import quote, urlencode

LEVELS = ((0.7, "strong"), (0.4, "able"), (-1, "learning"))


def skill(name):
    """A skill's name as its id, as crates/catalog/examples/measure/listings.rs makes it."""
    special = {"+": "p", "#": "h"}
    return "".join(special.get(c, c if c.isascii() and c.isalnum() else "-") for c in name)


with open(os.environ["PROFILE"], encoding="utf-8") as file:
    WEIGHTS = json.load(file)["weights"]
PROFILE = ",".join(
    f"{skill(name)}:{next(level for least, level in LEVELS if weight > least)}" for name, weight in WEIGHTS.items()
)


def to_path(query):
    """Without a page: cursors lead from one to the next."""
    asked = {
        "skill": ",".join(map(skill, query["skills_any"])),
        "min_hourly": query["min_net_hourly"],
        "field": query["category"],
        "source": ",".join(query["sources"]),
        "country": query["country"],
        "include_hidden": None if query["country"] else "true",
        "posted_within": query["posted_within_days"] and f"{query['posted_within_days']}d",
        "q": " ".join(query["keywords"]),
        "has_pay": "true" if query["exclude"]["no_pay"] else None,
        "limit": query["limit"],
        "have": PROFILE,
    }
    return "/api/v1/leads?" + urlencode({key: value for key, value in asked.items() if value}, quote_via=quote)
