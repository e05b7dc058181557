#include "modules/fn/code_member.hpp"

namespace skerry::fn {

Json to_json(const CodeMember& code) {
  Json member = Json::object();
  if (!code.function_id.empty()) member["functionId"] = code.function_id;
  if (!code.based_on.empty()) member["basedOn"] = code.based_on;
  member["title"] = code.title;
  member["language"] = "typescript";
  member["source"] = code.source;
  member["origin"] = code.origin;
  if (!code.provider.empty()) {
    member["provider"] = code.provider;
    member["model"] = code.model;
  }
  member["tests"] = code.tests;
  return member;
}

}  // namespace skerry::fn
