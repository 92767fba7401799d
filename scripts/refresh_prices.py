#!/usr/bin/env python3
"""Rewrites common/pricing/price_book.json from a release of litellm (MIT), at development time only.

    pip download litellm --no-deps -d <folder>
    python3 scripts/refresh_prices.py <folder>/litellm-*.whl --date <release date, YYYY-MM-DD>

A rate that changed is added with the release's date, so that earlier invocations keep the rate of their day;
models that litellm dropped stay. What is in a unit the book does not know (seconds, video, audio) is left out.
Read the difference before committing it: the numbers end up on people's cost pages.
"""

import argparse
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path

BOOK = Path(__file__).parent.parent / "common" / "pricing" / "price_book.json"
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
TIERS = ("priority", "flex")
UNITS = {"image": "output_cost_per_image", "query": "input_cost_per_query"}
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


def rate_of(row):
    rate = token_rates(row)
    for name, key in UNITS.items():
        if row.get(key):
            rate[name] = pico(row[key])
    tiers = {tier: rates for tier in TIERS if (rates := token_rates(row, f"_{tier}"))}
    if tiers:
        rate["tiers"] = tiers
    thousands = sorted(int(match[1]) for match in map(LONG.match, row) if match)
    if thousands:
        above = thousands[0]
        rate["long"] = {"above": above * 1000, **token_rates(row, f"_above_{above}k_tokens")}
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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--date", required=True)
    options = parser.parse_args()
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", options.date):
        parser.error("--date is not YYYY-MM-DD")
    version = re.match(r"litellm-([^-]+)-", options.wheel.name)
    if not version:
        parser.error("not a wheel of litellm")

    data = json.loads(zipfile.ZipFile(options.wheel).read(DATA))
    old = json.loads(BOOK.read_text()) if BOOK.exists() else {"rates": []}
    units = data["bedrock/guardrails"]["guardrail_cost_per_unit"]
    snake = lambda key: re.sub(r"[A-Z]", lambda letter: "_" + letter[0].lower(), key.removesuffix("Units"))
    book = {
        "origin": {"name": "litellm", "version": version[1], "date": options.date, "licence": "MIT"},
        "unit": "pico-USD per token, image, query or guardrail unit",
        "guardrailUnits": {snake(key): pico(usd) for key, usd in units.items()},
        "rates": merge(old["rates"], read_rates(data), options.date),
    }
    lines = ",\n".join("    " + json.dumps(entry) for entry in book.pop("rates"))
    head = json.dumps(book, indent=2)[:-2]
    BOOK.write_text(f'{head},\n  "rates": [\n{lines}\n  ]\n}}\n')


main()
