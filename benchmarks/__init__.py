"""Speed and memory beside named peers, in one run. `python -m benchmarks` prints; `--write` keeps the dated table."""
