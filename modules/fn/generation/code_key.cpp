#include "modules/fn/generation/code_key.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "modules/fn/generation/samples.hpp"
#include "modules/sandbox/sandbox_abi.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kNormalise =
    "export default (...texts) => texts.map((text) => text.normalize('NFC'));";

/// Every character below U+0300 is in form C, and begins with a smaller byte than this.
constexpr unsigned char kFirstOther = 0xcc;

/// White_Space beyond ASCII, in UTF-8.
constexpr std::string_view kSpaces[] = {
    "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81",
    "\xe2\x80\x82", "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86",
    "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8",
    "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};

/// Bytes of the white space that a text begins with; 0 without any.
std::size_t space_bytes(std::string_view text) {
  if (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')) return 1;
  for (const std::string_view space : kSpaces) {
    if (text.starts_with(space)) return space.size();
  }
  return 0;
}

bool is_in_form_c(const std::string& text) {
  return std::ranges::none_of(text,
                              [](char c) { return static_cast<unsigned char>(c) >= kFirstOther; });
}

}  // namespace

std::string with_white_space_folded(std::string_view text) {
  std::string folded;
  bool pending = false;
  while (!text.empty()) {
    if (const std::size_t bytes = space_bytes(text); bytes > 0) {
      pending = !folded.empty();
      text.remove_prefix(bytes);
      continue;
    }
    if (std::exchange(pending, false)) folded += ' ';
    folded += text.front();
    text.remove_prefix(1);
  }
  return folded;
}

Task<std::vector<std::string>> in_form_c(SandboxRuns* runs, std::vector<std::string> texts) {
  if (std::ranges::all_of(texts, is_in_form_c)) co_return texts;
  const auto report =
      co_await runs->report_of(SandboxLanguage::kJavascript, std::string(kNormalise),
                               to_text(Json(texts)), sandbox::kStepsDefault);
  const Json* normalised = report ? find_member(*report, "result") : nullptr;
  if (normalised == nullptr || !normalised->is_array() || normalised->size() != texts.size()) {
    co_return texts;
  }
  for (std::size_t index = 0; index < texts.size(); ++index) {
    const Json& text = (*normalised)[index];
    if (text.is_string()) texts[index] = text.get_ref<const std::string&>();
  }
  co_return texts;
}

Task<std::string> code_key(std::string tenant, const Call* call, ai::ModelChoice asked_first,
                           SandboxRuns* runs, CryptoPort* crypto) {
  std::vector<std::string> texts;
  texts.push_back(with_white_space_folded(call->description));
  texts.push_back(with_white_space_folded(call->context));
  texts = co_await in_form_c(runs, std::move(texts));
  Json parts = Json::array({std::move(tenant), texts[0], texts[1]});
  // In a list, so that no shape is taken for the absence of arguments.
  parts.push_back(call->args ? Json::array({shape_of(*call->args)}) : Json());
  parts.push_back(call->schema ? Json::array({*call->schema}) : Json());
  parts.push_back(ai::name_of(asked_first.provider));
  parts.push_back(asked_first.model);
  co_return crypto->sha256(to_text(parts));
}

}  // namespace skerry::fn
