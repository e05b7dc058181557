// Prints docs/call.md with the part that is made of definitions written anew.

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "modules/fn/call_page.hpp"

int main(int count, char** arguments) {
  if (count != 2) return 2;
  std::ifstream file(arguments[1]);
  std::string page{std::istreambuf_iterator<char>(file), {}};
  const std::size_t mark = page.find(skerry::fn::kCallPageMark);
  if (mark == std::string::npos) return 1;
  page.resize(mark);
  page.append(skerry::fn::kCallPageMark).append(skerry::fn::call_fields_markdown());
  std::fputs(page.c_str(), stdout);
}
