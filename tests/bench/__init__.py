"""Benchmarks: ratios to a bare page on the same server and workers, in one interleaved run. They judge nothing."""
