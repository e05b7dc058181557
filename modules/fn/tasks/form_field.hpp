#pragma once

#include <optional>
#include <string>

#include "modules/fn/tasks/response_form.hpp"

namespace skerry::fn {

/// Whether a schema says nothing that plain forms cannot ask for: no references, alternatives or
/// conditions.
[[nodiscard]] bool is_plain_schema(const Json& schema);

/// The field by which a person is asked for a value of `schema`, which may refer to a definition of
/// `root`; nothing when one field cannot ask for it. `member` is the value's name, if it has one.
[[nodiscard]] std::optional<FormField> form_field(const Json& root, const Json& schema,
                                                  std::string member, bool required);

}  // namespace skerry::fn
