#!/usr/bin/env python3
"""Runs commands on a pseudo-terminal and draws what the terminal shows in the end, as SVG.

terminal_picture.py FILE.svg COMMAND...
"""
import html
import os
import pty
import re
import sys

COLUMNS = 100
CELL_WIDTH, LINE_HEIGHT, MARGIN = 8.4, 19, 16
PIECE = re.compile(r"\x1b\[([0-9;]*)([A-Za-z])|(.)", re.S)


class Screen:
    """As much of a terminal as muster uses: lines that are drawn anew in place."""

    def __init__(self):
        self.lines, self.row, self.column = [""], 0, 0

    def feed(self, text):
        for amount, order, letter in PIECE.findall(text):
            if order == "A":
                self.row = max(0, self.row - int(amount or 1))
            elif order == "K":
                self.lines[self.row] = ""
            elif letter == "\r":
                self.column = 0
            elif letter == "\n":
                self.down()
            elif letter:
                self.put(letter)

    def down(self):
        self.row += 1
        if self.row == len(self.lines):
            self.lines.append("")

    def put(self, letter):
        if self.column == COLUMNS:
            self.column = 0
            self.down()
        line = self.lines[self.row].ljust(self.column)
        self.lines[self.row] = line[: self.column] + letter + line[self.column + 1 :]
        self.column += 1


def output_of(command):
    """What a terminal gets to see while the command runs."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp("bash", ["bash", "-c", f"stty cols {COLUMNS}; {command}"])
    parts = []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        parts.append(part)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status != 0:
        sys.exit(f"{command}: ended with status {status}")
    return b"".join(parts).decode()


def drawn(lines):
    width, height = COLUMNS * CELL_WIDTH + 2 * MARGIN, len(lines) * LINE_HEIGHT + 2 * MARGIN
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}">'
    )
    yield "<title>muster in a terminal</title>"
    yield f'<rect width="{width:g}" height="{height:g}" rx="8" fill="#16191f"/>'
    yield (
        '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, '
        'monospace" font-size="14" fill="#d7dae0">'
    )
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        is_command = line.startswith("$ ")
        colour = ' fill="#8fd18f"' if is_command else ""
        baseline = MARGIN + (number + 0.75) * LINE_HEIGHT
        length = len(line) * CELL_WIDTH
        shown = html.escape(line, quote=False).replace(" ", "\u00a0")  # no space is lost
        yield (
            f'<text x="{MARGIN}" y="{baseline:g}" textLength="{length:g}"{colour}>{shown}</text>'
        )
    yield "</g>"
    yield "</svg>"


def main(file, commands):
    screen = Screen()
    for command in commands:
        screen.feed(f"$ {command}\r\n{output_of(command)}\r\n")
    while screen.lines and not screen.lines[-1]:
        screen.lines.pop()
    lines = [line.rstrip() for line in screen.lines]
    with open(file, "w", encoding="utf-8") as out:
        out.write("\n".join(drawn(lines)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
