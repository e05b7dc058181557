#include "modules/fn/tasks/page.hpp"

#include <catch2/catch.hpp>

#include "modules/fn/tasks/html.hpp"
#include "modules/sdk/base64.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry::fn {
namespace {

/// Breaks out of a text, of a quoted attribute, of a text area, a style or a comment.
constexpr std::string_view kAttack =
    "\"'><script>alert(1)</script></textarea></style><!--<img src=x onerror=alert(1)> {{x}}&lt;";

TaskPage page_of(std::string_view state) {
  const std::string attack(kAttack);
  const Json property = {{"type", "string"}, {"title", attack}, {"description", attack}};
  const Json choice = {{"enum", Json::array({attack, 1})}};
  return {
      .task = Json{{"taskId", "task_01JDABCDEFGHJKMNPQRSTVWXYZ"},
                   {"state", std::string(state)},
                   {"title", attack},
                   {"instructions", attack},
                   {"priority", "high"},
                   {"args", {{attack, attack}}},
                   {"responseSchema",
                    {{"type", "object"}, {"properties", {{attack, property}, {"choice", choice}}}}},
                   {"claimedBy", {{"kind", "link"}, {"name", attack}}}},
      .link = {.generation = 1, .expires_ms = 2, .addressee = attack},
      .token = "1.2.ab",
      .errors = {attack},
      .sent = {{"f0", attack}, {"reason", attack}, {"comment", attack}}};
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; ++at) ++found;
  return found;
}

TEST_CASE("whatever others wrote stays text, in every place", "[task]") {
  for (const char* state : {"pending", "claimed", "completed", "expired"}) {
    for (const bool as_json : {false, true}) {
      TaskPage page = page_of(state);
      if (as_json) page.task["responseSchema"] = Json{{"$comment", std::string(kAttack)}};
      const std::string html = task_html(page);
      CAPTURE(state, as_json);
      CHECK_FALSE(html.contains("<script"));
      CHECK_FALSE(html.contains("<img"));
      CHECK_FALSE(html.contains("<!--"));
      CHECK_FALSE(html.contains("\"'>"));
      CHECK(count(html, "</style>") == 1);
      CHECK(count(html, "<textarea") == count(html, "</textarea>"));
      CHECK(html.contains("&quot;&#39;&gt;&lt;script&gt;"));
    }
  }
  CHECK_FALSE(notice_html(kAttack, kAttack).contains("<script"));
}

TEST_CASE("control characters do not reach the page", "[task]") {
  CHECK(html_text(std::string_view("a\0\x1b\x7f\n\t", 6)) ==
        "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\n\t");
}

TEST_CASE("each state has the forms that it allows, each with the token", "[task]") {
  const std::string pending = task_html(page_of("pending"));
  CHECK(pending.contains("/claim\""));
  CHECK(pending.contains("/reject\""));
  CHECK_FALSE(pending.contains("/complete\""));
  const std::string claimed = task_html(page_of("claimed"));
  CHECK(claimed.contains("/complete\""));
  CHECK(claimed.contains("/release\""));
  CHECK(count(claimed, "<form ") == 3);
  CHECK(count(claimed, "method=\"post\"") == 3);
  CHECK(count(claimed, "name=\"t\" value=\"1.2.ab\"") == 3);
  TaskPage other = page_of("claimed");
  other.link.addressee = "bob";
  CHECK(count(task_html(other), "<form ") == 0);
  for (const char* state : {"completed", "rejected", "expired", "cancelled", "unknown"}) {
    CHECK(count(task_html(page_of(state)), "<form ") == 0);
  }
}

TEST_CASE("every field has a label, and the page a language and one main heading", "[task]") {
  const std::string html = task_html(page_of("claimed"));
  CHECK(html.contains("<html lang=\"en\">"));
  CHECK(count(html, "<h1") == 1);
  for (const char* id : {"f0", "f1", "comment", "reason"}) {
    CAPTURE(id);
    CHECK(count(html, "<label for=\"" + std::string(id) + "\">") == 1);
    CHECK(count(html, " id=\"" + std::string(id) + "\"") == 1);
  }
}

TEST_CASE("the policy allows the page's own style and forms alone", "[task]") {
  simulation::SimulatedHost host{1};
  CryptoPort& crypto = host.basics().crypto;
  const std::string html = task_html(page_of("pending"));
  const std::size_t begin = html.find("<style>") + 7;
  const std::string style = html.substr(begin, html.find("</style>") - begin);
  const Response response = html_response(crypto, 200, html);
  const std::string_view policy = response.head.get("content-security-policy");
  CHECK(policy == "default-src 'none'; style-src 'sha256-" +
                      base64(bytes_of_hex(crypto.sha256(style))) +
                      "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  CHECK(response.head.get("content-type") == "text/html; charset=utf-8");
  // The head's is the gateway's, as on every answer: the address holds the link's token.
  CHECK_FALSE(response.head.find("referrer-policy"));
  CHECK(html.contains("<meta name=\"referrer\" content=\"same-origin\">"));
  CHECK_FALSE(html.contains(" style="));
  CHECK_FALSE(html.contains("http://"));
  CHECK_FALSE(html.contains("https://"));
}

}  // namespace
}  // namespace skerry::fn
