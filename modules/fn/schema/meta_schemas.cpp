#include "modules/fn/schema/meta_schemas.hpp"
#include "modules/fn/schema/compile.hpp"

namespace skerry::fn::schema {

std::string_view meta_schema_text(std::string_view uri) {
  std::string_view rest = all_meta_schemas();
  const auto line = [&] {
    const std::size_t end = rest.find('\n');
    const std::string_view found = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return found;
  };
  while (!rest.empty()) {
    const std::string_view name = line();
    const std::string_view document = line();
    if (name == uri) return document;
  }
  return {};
}

}  // namespace skerry::fn::schema
