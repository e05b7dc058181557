#!/usr/bin/env bash
# Runs a command that only succeeds or fails as a layer of one test.
if "$@"; then echo "1 passed, 0 failed, 0 skipped"; else echo "0 passed, 1 failed, 0 skipped"; exit 1; fi
