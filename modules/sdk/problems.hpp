#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/sdk/response.hpp"

namespace skerry {

/// One kind of problem (RFC 9457), the single source for answers, pages and documentation.
struct ProblemKind {
  std::string_view code;
  std::uint16_t status;
  std::string_view title;
  std::string_view cause;
  std::string_view remedy;
};

/// One thing wrong with a request's content.
struct FieldError {
  std::string pointer;  ///< RFC 6901.
  std::string detail;
};

/// All kinds, sorted by code.
[[nodiscard]] std::span<const ProblemKind> problem_kinds();
/// The kind with this code, or null.
[[nodiscard]] const ProblemKind* find_problem(std::string_view code);

/// A problem as JSON text. Traps when the code is not in the table. `detail` is for the caller: it
/// never shows a secret, a stack, a path, a provider's message or another tenant's data.
[[nodiscard]] std::string problem_text(std::string_view code, std::string_view detail,
                                       std::string_view request_id = {},
                                       const std::vector<FieldError>& errors = {});

/// The same as a whole answer, `application/problem+json`.
[[nodiscard]] Response problem(std::string_view code, std::string_view detail,
                               std::string_view request_id = {},
                               const std::vector<FieldError>& errors = {});

/// The table as Markdown, for `docs/errors.md`.
[[nodiscard]] std::string problems_markdown();
/// One kind as JSON, for `GET /problems/<code>`. Empty when there is none.
[[nodiscard]] std::string problem_page(std::string_view code);

}  // namespace skerry
