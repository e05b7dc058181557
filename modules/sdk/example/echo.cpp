#include "modules/sdk/example/echo.hpp"

#include "modules/sdk/join.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry::example {

Task<Answer> Echo::on_request(Request request) {
  if (!request.body) co_return problem("invalid_utf8", "the body is not UTF-8");
  constexpr std::uint64_t kWaitMs = 1000;
  FetchRequest question{.to = Destination::service("other"),
                        .method = "POST",
                        .url = "/echo",
                        .head = {},
                        .principal = request.principal,
                        .body = *request.body};
  const auto answer = co_await with_timeout(timers_, fetch(fetch_, std::move(question)), kWaitMs);
  if (!answer) {
    basics_.log.write(LogLevel::kWarning, name_of(answer.error().kind),
                      to_text(Json{{"detail", answer.error().detail}}));
    co_return problem("unreachable", "the other service did not answer");
  }
  co_return text_response(200, answer->body);
}

}  // namespace skerry::example
