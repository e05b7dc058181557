#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/tasks/links.hpp"
#include "modules/fn/tasks/response_form.hpp"
#include "modules/sdk/crypto.hpp"
#include "modules/sdk/response.hpp"

namespace skerry::fn {

/// What a person gets to see of a task.
struct TaskPage {
  /// As its actor shows it.
  Json task;
  TaskLink link;
  /// The link's own, for the forms.
  std::string token;
  /// What was wrong with what the person sent; empty for nothing.
  std::vector<std::string> errors = {};
  /// What they sent, so that nothing has to be typed twice.
  FormParameters sent = {};
};

/// The page of a task: HTML that works without scripts, with nothing in it but text that others
/// wrote. It never acts: its forms do, by POST.
[[nodiscard]] std::string task_html(const TaskPage& page);

/// A page that says one thing.
[[nodiscard]] std::string notice_html(std::string_view heading, std::string_view text);

/// A whole answer. Its policy allows the page's own style, by hash, and its own forms, and nothing
/// else.
[[nodiscard]] Response html_response(CryptoPort& crypto, std::uint16_t status, std::string html);

}  // namespace skerry::fn
