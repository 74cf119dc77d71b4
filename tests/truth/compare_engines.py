#!/usr/bin/env python3
"""Compares what `muster fit` says with what inference engines printed in public.

compare_engines.py BUILD [--table]

engine_figures.jsonl beside this program has a line for each printed figure: the engine, the model,
the tokens and bits of its cache or the format of its weights, the bytes on all cards together, the
value of the last digit that was printed, and where it stands. Models are taken from the shipped
models.json. A figure is exact when the difference is less than the last printed digit, or than a
block of 16 tokens, which is what vLLM rounds to.
"""
import argparse
import json
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
BLOCK_TOKENS = 16
NEAR = 0.02


def answers(program: pathlib.Path, figure: dict) -> dict | None:
    """As many users as tokens with a context of one: no context of a model is too short then."""
    tokens = figure.get("tokens", 1)
    bits = {8.5: "q8_0", 4.5: "q4_0"}.get(figure.get("cache_bits"), str(figure.get("cache_bits", 16)))
    words = [program, "fit", figure["model_id"], "--gpu", f"{figure.get('cards', 1)}x H100", "--data", HERE.parents[1] / "data",
             "--context", "1", "--users", str(min(tokens, 2**20)), "--kv", bits, "--weights", figure.get("format", "bf16"),
             "--format", "json"]
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        return None
    answer = json.loads(done.stdout)[0]
    answer["cache_bytes"] *= tokens / min(tokens, 2**20)
    answer["fixed_bytes"] //= min(tokens, 2**20)
    return answer


def compared(program: pathlib.Path, figure: dict) -> dict:
    row = dict(figure, verdict="no size", ours=None)
    answer = answers(program, figure)
    if answer is None:
        return row
    if figure["kind"] == "kv":
        # vLLM and SGLang print how many tokens fit; llama.cpp what one sequence takes, windows included.
        row["ours"] = answer["cache_bytes"] + (0 if figure["engine"] in ("vllm", "sglang") else answer["fixed_bytes"])
        slack = max(figure["digit"], row["ours"] / figure["tokens"] * BLOCK_TOKENS)
    else:
        row["ours"] = answer["weights_bytes"]
        slack = figure["digit"]
    away = abs(row["ours"] - figure["bytes"])
    row["verdict"] = "exact" if away <= slack else "within 2 %" if away <= NEAR * figure["bytes"] else "differs"
    return row


def as_table(rows: list[dict]) -> str:
    """Those that differ, each with what the engine does differently; the others by model."""
    agreeing = {}
    for row in rows:
        if row["verdict"] != "differs":
            agreeing.setdefault((row["kind"], row["verdict"]), set()).add(row["model_id"].split("/")[1])
    sentences = [f"* {'KV cache' if kind == 'kv' else 'Weights'}, {verdict}: {', '.join(sorted(models, key=str.lower))}."
                 for (kind, verdict), models in sorted(agreeing.items())]
    rows = [row for row in rows if row["verdict"] == "differs"]
    lines = sentences + ["","| engine | model | what | printed | muster | why |", "|---|---|---|---:|---:|---|"]
    for row in rows:
        what = (f"{row['tokens']:,} tokens at {row['cache_bits']:g} bits" if row["kind"] == "kv" else f"weights, {row['format']}")
        if row.get("cards"):
            what += f", {row['cards']} cards"
        remark = row.get("note", "?")
        lines.append(f"| {row['engine']} | {row['model_id']} | {what} | {row['bytes'] / 1e9:.3f} GB | {row['ours'] / 1e9:.3f} GB | {remark} |")
    return "\n".join(lines)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("build", type=pathlib.Path)
    asked.add_argument("--table", action="store_true", help="as Markdown, for docs/truth.md")
    given = asked.parse_args()
    figures = [json.loads(line) for line in (HERE / "engine_figures.jsonl").read_text().splitlines()]
    rows = [compared(given.build / "bin" / "muster", figure) for figure in figures]
    if given.table:
        print(as_table([row for row in rows if row["ours"] is not None]))
        return
    for kind in ("kv", "weights"):
        of_kind = [row for row in rows if row["kind"] == kind]
        counts = {verdict: sum(row["verdict"] == verdict for row in of_kind) for verdict in ("exact", "within 2 %", "differs", "no size")}
        print(f"{kind}: {len(of_kind)} figures: " + ", ".join(f"{count} {verdict}" for verdict, count in counts.items()))
    for row in rows:
        if row["verdict"] in ("differs", "no size"):
            ratio = f"{row['bytes'] / row['ours']:.4f}" if row["ours"] else "-"
            print(f"  {row['engine']} {row['model_id']} {row.get('tokens', row.get('format'))}: {row['verdict']} {ratio}  {row.get('note', '')}")


if __name__ == "__main__":
    main()
