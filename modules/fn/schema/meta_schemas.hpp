#pragma once

#include <string_view>

namespace skerry::fn::schema {

/// The meta-schemas of all drafts, each as a line of its URI and a line of JSON; made by the build.
[[nodiscard]] std::string_view all_meta_schemas();

}  // namespace skerry::fn::schema
