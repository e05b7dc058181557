#include "modules/ai/chat_dialect.hpp"
#include "modules/ai/wire.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::ai::workers_ai {

namespace {

/// Models that came before Chat Completions put their text, or the JSON they were held to, into
/// `response`, and say there why they stopped.
class Reader final : public ChatReader {
 protected:
  std::expected<void, WireFault> read_object(const Json& object, std::string_view part) override {
    const Json* response = find_member(object, "response");
    if (response == nullptr || response->is_null()) return ChatReader::read_object(object, part);
    has_content_ = true;
    if (answer_.finish == FinishReason::kOther) answer_.finish = FinishReason::kStop;
    read_finish(find_member(object, "finish_reason"));
    return add_text(response->is_string() ? response->get<std::string>() : to_text(*response));
  }
};

}  // namespace

FetchRequest request_to(const WireRequest& request) {
  FetchRequest fetch;
  fetch.to = Destination::service(std::string(name_of(Provider::kWorkersAi)));
  fetch.method = "POST";
  fetch.url = "/run";
  fetch.head.add("content-type", "application/json");
  fetch.body =
      to_text({{"model", request.model}, {"inputs", chat_body(Provider::kWorkersAi, request)}});
  return fetch;
}

std::unique_ptr<AnswerReader> make_reader() { return std::make_unique<Reader>(); }

}  // namespace skerry::ai::workers_ai
