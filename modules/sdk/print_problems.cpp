// Prints docs/errors.md, which is made of the table of problems alone.

#include <cstdio>

#include "modules/sdk/problems.hpp"

int main() { std::fputs(skerry::problems_markdown().c_str(), stdout); }
