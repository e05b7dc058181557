#pragma once

#include <string_view>

/// The files of `prompts/`, compiled in: `classify.v1.txt` is `classify_v1()`.
namespace skerry::ai::prompts {

std::string_view classify_v1();
std::string_view code_v1();
std::string_view code_repair_v1();
std::string_view object_v1();
std::string_view object_schema_v1();
std::string_view object_repair_v1();

}  // namespace skerry::ai::prompts
