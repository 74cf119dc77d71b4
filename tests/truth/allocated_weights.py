#!/usr/bin/env python3
"""Computes what vLLM prints as the memory of a small model's weights, block by block.

vLLM prints what PyTorch's allocator counts, which is whole blocks: a request takes the smallest free
block that holds it, or a new segment (2 MiB for requests up to 1 MiB, 20 MiB up to 10 MiB, above that
a multiple of 2 MiB), and of a large block no rest of 1 MiB or less is split off. So matrices of
awkward sizes cost more than their bytes. Tables of rotary positions are among the blocks.

Prints for each model below the bytes of its tensors, of its blocks, and what vLLM printed.
"""
import bisect

KIB = 1 << 10
MIB = 1 << 20
BYTES = 2  # of a number in bf16 or fp16
UNIT = 512  # a block is a multiple of it
SMALL_REQUEST = MIB
LARGE_REQUEST = 10 * MIB
SMALL_SEGMENT = 2 * MIB
LARGE_SEGMENT = 20 * MIB


def rounded(count: int, unit: int) -> int:
    return -(-count // unit) * unit


class Allocator:
    """Of tensors that are never freed."""

    def __init__(self) -> None:
        self.free = {True: [], False: []}  # by whether the pool is that of small requests; sorted
        self.requested = 0
        self.allocated = 0

    def take(self, numbers: int) -> None:
        wanted = rounded(numbers * BYTES, UNIT)
        is_small = wanted <= SMALL_REQUEST
        pool = self.free[is_small]
        place = bisect.bisect_left(pool, wanted)
        if place < len(pool):
            block = pool.pop(place)
        elif is_small:
            block = SMALL_SEGMENT
        else:
            block = LARGE_SEGMENT if wanted < LARGE_REQUEST else rounded(wanted, SMALL_SEGMENT)
        rest = block - wanted
        if rest >= UNIT if is_small else rest > SMALL_REQUEST:
            bisect.insort(pool, rest)
            block = wanted
        self.requested += numbers * BYTES
        self.allocated += block


def opt_125m() -> Allocator:
    """12 layers of 768 by 3,072; the vocabulary is filled up to a multiple of 64."""
    memory, hidden, inner = Allocator(), 768, 3072
    tensors = [rounded(50272, 64) * hidden, 2050 * hidden, hidden, hidden]
    for _ in range(12):
        tensors += [3 * hidden * hidden, 3 * hidden, hidden * hidden, hidden, hidden, hidden]
        tensors += [inner * hidden, inner, inner * hidden, hidden, hidden, hidden]
    for numbers in tensors:
        memory.take(numbers)
    return memory


def gemma_3_1b() -> Allocator:
    """26 layers of 1,152 by 6,912; a rotary table for layers with a window, and one for the others."""
    memory, hidden, inner, head = Allocator(), 1152, 6912, 256
    tensors = [262144 * hidden]
    first_of_a_kind = (0, 5)
    for layer in range(26):
        tensors += [(4 + 1 + 1) * head * hidden, 4 * head * hidden]
        tensors += [32768 * head] if layer in first_of_a_kind else []
        tensors += [2 * inner * hidden, inner * hidden] + [hidden] * 4 + [head] * 2
    for numbers in tensors + [hidden]:
        memory.take(numbers)
    return memory


def main() -> None:
    for name, memory, printed in (("facebook/opt-125m", opt_125m(), "244.61 MiB, 0.2389 GiB"),
                                  ("google/gemma-3-1b-it", gemma_3_1b(), "1.9148 GiB")):
        print(f"{name}: tensors {memory.requested:,} bytes; blocks {memory.allocated:,} bytes = "
              f"{memory.allocated / MIB:.2f} MiB = {memory.allocated / (MIB * KIB):.4f} GiB; printed: {printed}")


if __name__ == "__main__":
    main()
