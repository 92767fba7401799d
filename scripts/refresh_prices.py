#!/usr/bin/env python3
"""Rewrites common/pricing/price_book.json from a release of litellm (MIT), at development time only.

    pip download litellm --no-deps -d <folder>
    python3 scripts/refresh_prices.py <folder>/litellm-*.whl --date <release date, YYYY-MM-DD>

A rate that changed is added with the release's date, so that earlier invocations keep the rate of their day;
models that litellm dropped stay. What is in a unit the book does not know (seconds, video, audio) is left out.
Read the difference before committing it: the numbers end up on people's cost pages.

    python3 scripts/refresh_prices.py <older wheel> --date <its release date> --retired

adds to common/pricing/price_overlay.json the models that an older release still had and neither the book nor the
overlay has. The rest of the overlay is kept by hand.
"""

import argparse
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path

PRICING = Path(__file__).parent.parent / "common" / "pricing"
BOOK = PRICING / "price_book.json"
OVERLAY = PRICING / "price_overlay.json"
DATA = "litellm/model_prices_and_context_window_backup.json"

PROVIDERS = {"bedrock", "bedrock_converse"}
MODES = {"chat", "embedding", "image_generation", "image_edit", "rerank"}
MODEL_ID = re.compile(r"^[a-z0-9-]+\.[A-Za-z0-9.:-]+$")
REGIONAL = re.compile(r"^bedrock/([a-z]{2}(?:-[a-z]+)+-\d)/([^/@]+)$")

# Our name of a rate, and litellm's key. Rates are USD per token.
TOKEN_KINDS = {
    "input": "input_cost_per_token",
    "output": "output_cost_per_token",
    "cacheRead": "cache_read_input_token_cost",
    "cacheWrite5m": "cache_creation_input_token_cost",
    "cacheWrite1h": "cache_creation_input_token_cost_above_1hr",
}
# Our name of a tier, and how litellm's keys of it end.
TIERS = {"priority": "_priority", "flex": "_flex", "batch": "_batches", "ultrafast": "_ultrafast"}
UNITS = {"image": "output_cost_per_image", "inputImage": "input_cost_per_image", "query": "input_cost_per_query"}
LONG = re.compile(r"^input_cost_per_token_above_(\d+)k_tokens$")


def pico(usd):
    """USD as a whole number of pico-USD; a rate that is none would silently lose money."""
    value = Decimal(repr(usd)) * 10**12
    if value != value.to_integral_value():
        raise ValueError(f"{usd} USD is not a whole number of pico-USD")
    return int(value)


def token_rates(row, suffix=""):
    keys = {name: key + suffix for name, key in TOKEN_KINDS.items()}
    return {name: pico(row[key]) for name, key in keys.items() if isinstance(row.get(key), (int, float))}


def rates_by_length(row, suffix=""):
    """Rates of a tier, with those of long calls inside."""
    rates = token_rates(row, suffix)
    thousands = sorted(int(match[1]) for match in map(LONG.match, row) if match)
    if thousands:
        long = token_rates(row, f"_above_{thousands[0]}k_tokens{suffix}")
        if long:
            rates["long"] = {"above": thousands[0] * 1000, **long}
    return rates


def rate_of(row):
    rate = rates_by_length(row)
    for name, key in UNITS.items():
        if row.get(key):
            rate[name] = pico(row[key])
    tiers = {tier: rates for tier, suffix in TIERS.items() if (rates := rates_by_length(row, suffix))}
    if tiers:
        rate["tiers"] = tiers
    if any(key.startswith("input_cost_per_") and key.endswith("_second") for key in row) and "input" not in rate:
        # Films and sound by their length: what else is counted of such a call is not its price.
        return {}
    # All zero means that litellm does not know the rate, never that the model is free.
    return rate if any(rate.get(name) for name in (*TOKEN_KINDS, *UNITS)) else {}


def place_of(key):
    """(model id, region or None), or None for keys that are no on-demand rate of a Bedrock model."""
    regional = REGIONAL.match(key)
    model_id, region = (regional[2], regional[1]) if regional else (key.removeprefix("bedrock/"), None)
    return (model_id, region) if MODEL_ID.match(model_id) else None


def read_rates(data):
    rates = {}
    for key, row in data.items():
        place = place_of(key)
        if place is None or row.get("litellm_provider") not in PROVIDERS or row.get("mode") not in MODES:
            continue
        rate = rate_of(row)
        if rate:
            rates.setdefault(place, rate)
    return rates


def terms(entry):
    return {key: value for key, value in entry.items() if key not in ("id", "region", "from")}


def merge(entries, rates, date):
    """The old book with what is new or changed added; entries of one model stay in the order of their dates."""
    merged = {}
    for entry in entries:
        merged.setdefault((entry["id"], entry.get("region")), []).append(entry)
    for (model_id, region), rate in rates.items():
        history = merged.setdefault((model_id, region), [])
        if history and terms(history[-1]) == rate:
            continue
        entry = {"id": model_id}
        if region:
            entry["region"] = region
        if history:
            entry["from"] = date
        history.append({**entry, **rate})
    return [entry for key in sorted(merged, key=lambda key: (key[0], key[1] or "")) for entry in merged[key]]


def write(path, head, rates):
    lines = ",\n".join("    " + json.dumps(rate) for rate in rates)
    begin = json.dumps(head, indent=2)[:-2] + "," if head else "{"
    path.write_text(f'{begin}\n  "rates": [\n{lines}\n  ]\n}}\n')


def write_book(data, version, date):
    old = json.loads(BOOK.read_text()) if BOOK.exists() else {"rates": []}
    units = data["bedrock/guardrails"]["guardrail_cost_per_unit"]
    snake = lambda key: re.sub(r"[A-Z]", lambda letter: "_" + letter[0].lower(), key.removesuffix("Units"))
    head = {
        "origin": {"name": "litellm", "version": version, "date": date, "licence": "MIT"},
        "unit": "pico-USD per token, image, query or guardrail unit",
        "guardrailUnits": {snake(key): pico(usd) for key, usd in units.items()},
    }
    write(BOOK, head, merge(old["rates"], read_rates(data), date))


def write_retired(data, version, date):
    kept = json.loads(OVERLAY.read_text())["rates"] if OVERLAY.exists() else []
    known = {(rate["id"], rate.get("region")) for rate in [*json.loads(BOOK.read_text())["rates"], *kept]}
    for (model_id, region), rate in read_rates(data).items():
        if (model_id, region) not in known:
            place = {"id": model_id, "region": region} if region else {"id": model_id}
            kept.append({**place, **rate, "source": f"litellm {version}", "date": date})
    write(OVERLAY, {}, sorted(kept, key=lambda rate: (rate["id"], rate.get("region") or "", rate.get("from") or "")))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--date", required=True)
    parser.add_argument("--retired", action="store_true")
    options = parser.parse_args()
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", options.date):
        parser.error("--date is not YYYY-MM-DD")
    version = re.match(r"litellm-([^-]+)-", options.wheel.name)
    if not version:
        parser.error("not a wheel of litellm")
    data = json.loads(zipfile.ZipFile(options.wheel).read(DATA))
    (write_retired if options.retired else write_book)(data, version[1], options.date)


main()
