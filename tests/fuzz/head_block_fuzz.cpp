#include <string>

#include "modules/sdk/head.hpp"
#include "tests/fuzz/fuzz.hpp"

using skerry::Head;
using skerry::fuzz::require;

SKERRY_FUZZ_TARGET(input) {
  const auto head = Head::parse(std::string(input));
  if (!head) return;
  require(head->block() == input, "a head keeps its block");
  std::string again;
  for (std::size_t i = 0; i < head->size(); ++i) {
    const auto [name, value] = (*head)[i];
    require(!name.empty() && value.find_first_of(std::string_view("\r\n\0", 3)) == value.npos,
            "no value begins a line of its own");
    require(head->find(name).has_value(), "a field is found by its name");
    again.append(name).append(": ").append(value).append("\n");
  }
  require(again == input, "the fields make up the block");
  // No value, whatever it holds, can begin a line of its own.
  Head made;
  made.add("x-any", input);
  const auto read = Head::parse(made.block());
  require(!read || read->size() == 1, "a value that is added stays one field");
}
