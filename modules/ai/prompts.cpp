#include "modules/ai/prompts.hpp"

#include <array>

#include "modules/ai/prompt_texts.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::ai {

PromptText text_of(Prompt prompt) {
  const std::array<PromptText, kPrompts> texts = {{
      {"classify", 1, prompts::classify_v1()},
      {"code", 1, prompts::code_v1()},
      {"code_repair", 1, prompts::code_repair_v1()},
      {"object", 1, prompts::object_v1()},
      {"object_schema", 1, prompts::object_schema_v1()},
      {"object_repair", 1, prompts::object_repair_v1()},
  }};
  return texts[static_cast<std::size_t>(prompt)];
}

Messages render(Prompt prompt, const std::vector<PromptField>& fields) {
  Json data = Json::object();
  for (const PromptField& field : fields) {
    if (!field.text.empty()) data[std::string(field.key)] = field.text;
  }
  Json user = Json::object();
  user[std::string(kDataKey)] = std::move(data);
  return {{Role::kSystem, std::string(text_of(prompt).text)}, {Role::kUser, to_text(user)}};
}

}  // namespace skerry::ai
