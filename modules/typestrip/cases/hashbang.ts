#!/usr/bin/env node
const a: number = 1;
