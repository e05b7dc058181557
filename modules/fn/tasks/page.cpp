#include "modules/fn/tasks/page.hpp"

#include <optional>
#include <utility>

#include "modules/fn/tasks/html.hpp"
#include "modules/fn/tasks/lifecycle.hpp"
#include "modules/fn/tasks/limits.hpp"
#include "modules/sdk/base64.hpp"

namespace skerry::fn {
namespace {

using Kind = FormField::Kind;
using Shape = ResponseForm::Shape;

constexpr std::string_view kStyle =
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:44rem;padding:1rem;"
    "color:#1a1a1a;background:#fff}"
    "h1{font-size:1.6rem;line-height:1.25;overflow-wrap:anywhere}h2{font-size:1.2rem}"
    ".text{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}"
    "pre{background:#f2f2f2;padding:.75rem;overflow:auto}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{font-weight:600}"
    "dd{margin:0;overflow-wrap:anywhere}"
    "form{border-top:1px solid #767676;margin-top:1.5rem}"
    "label{display:block;font-weight:600;margin-top:1rem;overflow-wrap:anywhere}"
    "input,select,textarea,button{font:inherit;box-sizing:border-box}"
    "input,select,textarea{width:100%;padding:.5rem;border:1px solid #767676;border-radius:.25rem;"
    "color:inherit;background:transparent}option{color:#1a1a1a;background:#fff}"
    "button{margin-top:1rem;padding:.6rem 1.2rem;border:2px solid #0b4f9e;border-radius:.25rem;"
    "background:#0b4f9e;color:#fff}"
    "button.second{background:transparent;color:inherit;border-color:#767676}"
    ":focus-visible{outline:3px solid #d97706;outline-offset:2px}"
    ".hint{margin:.25rem 0;overflow-wrap:anywhere}"
    ".errors{border:2px solid #b00020;padding:.5rem 1rem;overflow-wrap:anywhere}"
    "@media(prefers-color-scheme:dark){body{color:#f2f2f2;background:#161616}"
    "pre{background:#2a2a2a}.errors{border-color:#ff8a8a}}";

constexpr int kIndent = 2;
constexpr int kLongTextRows = 5;

std::string document(std::string_view title, std::string_view body) {
  std::string html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
  html.append("<meta name=\"robots\" content=\"noindex\">\n");
  // Every answer's head says `no-referrer`, under which browsers send forms with `Origin: null`
  // (Fetch, 3.2), as a stranger's page would.
  html.append("<meta name=\"referrer\" content=\"same-origin\">\n");
  html.append("<title>").append(html_text(title)).append("</title>\n");
  html.append("<style>").append(kStyle).append("</style>\n</head>\n<body>\n<main>\n");
  return html.append(body).append("</main>\n</body>\n</html>\n");
}

std::string pretty(const Json& json) {
  return json.dump(kIndent, ' ', false, Json::error_handler_t::replace);
}

/// A term of the list, with a value that others may have written.
std::string term(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  return "<dt>" + std::string(name) + "</dt><dd><bdi>" + html_text(value) + "</bdi></dd>\n";
}

std::string person_text(const Json& person) {
  const std::string name = text_member(person, "name");
  if (text_member(person, "kind") == name_of(TaskPerson::Kind::kLink)) {
    return name.empty() ? "whoever holds the link" : name;
  }
  return name.empty() ? "a caller of the API" : name;
}

std::string facts(const TaskPage& page) {
  const Json& task = page.task;
  std::string html = "<dl>\n";
  html += term("State", text_member(task, "state"));
  html += term("Priority", text_member(task, "priority"));
  html += term("For", page.link.addressee);
  if (const Json* person = find_member(task, "claimedBy")) {
    html += term("Claimed by", person_text(*person));
  }
  html += term("Due", text_member(task, "dueAt"));
  html += term("Expires", text_member(task, "expiresAt"));
  return html + "</dl>\n";
}

std::string form_begin(const TaskPage& page, TaskMove move, std::string_view heading) {
  std::string html = "<form method=\"post\" accept-charset=\"utf-8\" action=\"/tasks/";
  html.append(html_text(text_member(page.task, "taskId"))).append("/").append(name_of(move));
  html.append("\">\n<h2>").append(heading).append("</h2>\n");
  return html.append("<input type=\"hidden\" name=\"t\" value=\"")
      .append(html_text(page.token))
      .append("\">\n");
}

std::string form_end(std::string_view label, bool second = false) {
  std::string html =
      second ? "<button class=\"second\" type=\"submit\">" : "<button type=\"submit\">";
  return html.append(label).append("</button>\n</form>\n");
}

/// A select's option.
std::string option(std::string_view value, std::string_view text, bool selected) {
  std::string html = "<option value=\"" + std::string(value) + "\"";
  return html.append(selected ? " selected>" : ">").append(html_text(text)).append("</option>");
}

std::string text_area(std::string_view name, std::string_view value, std::string_view attributes) {
  std::string html = "<textarea id=\"" + std::string(name) + "\" name=\"" + std::string(name);
  html.append("\" rows=\"").append(std::to_string(kLongTextRows)).append("\"").append(attributes);
  // The parser drops one line end at the beginning.
  return html.append(">\n").append(html_text(value)).append("</textarea>\n");
}

std::string choices_of(const FormField& field, std::string_view sent) {
  std::string html = option("", "Choose…", sent.empty());
  if (field.kind == Kind::kYesNo) {
    return html + option("yes", "Yes", sent == "yes") + option("no", "No", sent == "no");
  }
  for (std::size_t index = 0; index < field.choices.size(); ++index) {
    const Json& choice = field.choices[index];
    const std::string value = std::to_string(index);
    html += option(value, choice.is_string() ? choice.get<std::string>() : to_text(choice),
                   sent == value);
  }
  return html;
}

/// Whether the form may not be sent without a value; an empty list is one.
bool must_be_filled(const FormField& field) {
  return field.required && !field.nullable && field.kind != Kind::kLines;
}

std::string field_html(const FormField& field, const std::string& name, std::string_view sent) {
  std::string html = "<label for=\"" + name + "\">" + html_text(field.label);
  html.append(must_be_filled(field) ? "</label>\n" : " (optional)</label>\n");
  std::string attributes = " dir=\"auto\"";
  std::string hint = field.hint;
  if (!field.rules.empty()) hint.append(hint.empty() ? "" : "\n").append(field.rules);
  if (!hint.empty()) {
    html += "<p class=\"hint text\" id=\"" + name + "-hint\">" + html_text(hint) + "</p>\n";
    attributes += " aria-describedby=\"" + name + "-hint\"";
  }
  if (must_be_filled(field)) attributes += " required";
  switch (field.kind) {
    case Kind::kLongText:
    case Kind::kLines:
      return html + text_area(name, sent, attributes);
    case Kind::kYesNo:
    case Kind::kChoice:
      return html + "<select id=\"" + name + "\" name=\"" + name + "\"" + attributes + ">" +
             choices_of(field, sent) + "</select>\n";
    case Kind::kNumber:
    case Kind::kText:
      break;
  }
  attributes.append(" type=\"").append(field.input).append("\"").append(field.attributes);
  return html + "<input id=\"" + name + "\" name=\"" + name + "\"" + attributes + " value=\"" +
         html_text(sent) + "\">\n";
}

std::string answer_form(const TaskPage& page) {
  const Json* schema = find_member(page.task, "responseSchema");
  const ResponseForm form = response_form(schema);
  std::string html = form_begin(page, TaskMove::kComplete, "Your answer");
  const std::string_view whole = parameter(page.sent, kWholeResponse);
  if (form.shape == Shape::kText) {
    html += "<label for=\"response\">Answer</label>\n";
    html += text_area(kWholeResponse, whole, " dir=\"auto\" required");
  } else if (form.shape == Shape::kJson) {
    html += "<label for=\"response\">Answer, as JSON</label>\n";
    html += text_area(kWholeResponse, whole,
                      " spellcheck=\"false\" required aria-describedby=\"schema\"");
    html += "<p>It must satisfy this schema:</p>\n<pre id=\"schema\" tabindex=\"0\">" +
            html_text(pretty(*schema)) + "</pre>\n";
  } else {
    for (std::size_t index = 0; index < form.fields.size(); ++index) {
      const std::string name = field_name(index);
      const FormField& field = form.fields[index];
      html +=
          field_html(field, name, page.sent.empty() ? field.initial : parameter(page.sent, name));
    }
  }
  html += "<label for=\"comment\">Comment (optional)</label>\n";
  html += "<input id=\"comment\" name=\"comment\" type=\"text\" dir=\"auto\" value=\"" +
          html_text(parameter(page.sent, "comment")) + "\">\n";
  return html + form_end("Send the answer");
}

std::string reject_form(const TaskPage& page) {
  std::string html = form_begin(page, TaskMove::kReject, "Reject the task");
  html += "<label for=\"reason\">Reason</label>\n";
  html += text_area("reason", parameter(page.sent, "reason"), " dir=\"auto\" required");
  return html + form_end("Reject", true);
}

bool is_own(const TaskPage& page) {
  const Json* person = find_member(page.task, "claimedBy");
  return person != nullptr && text_member(*person, "kind") == name_of(TaskPerson::Kind::kLink) &&
         text_member(*person, "name") == page.link.addressee;
}

std::string forms(const TaskPage& page, TaskState state) {
  if (state == TaskState::kPending) {
    return form_begin(page, TaskMove::kClaim, "Claim the task") +
           "<p>Claim it to answer it: then nobody else does.</p>\n" + form_end("Claim") +
           reject_form(page);
  }
  if (!is_own(page)) return "<p role=\"status\">Somebody else has claimed this task.</p>\n";
  return answer_form(page) + reject_form(page) +
         form_begin(page, TaskMove::kRelease, "Give the task back") +
         "<p>Others can claim it then. Your link ends with it.</p>\n" + form_end("Release", true);
}

std::string_view end_of(TaskState state) {
  switch (state) {
    case TaskState::kCompleted:
      return "This task is done. The answer was sent.";
    case TaskState::kRejected:
      return "This task was rejected.";
    case TaskState::kExpired:
      return "This task has expired: its time was over before anybody finished it.";
    default:
      return "This task was cancelled: it is no longer needed.";
  }
}

std::string errors_html(const std::vector<std::string>& errors) {
  if (errors.empty()) return {};
  std::string html = "<div class=\"errors\" role=\"alert\">\n<p>Nothing was sent:</p>\n<ul>\n";
  for (const std::string& error : errors) {
    html += "<li><bdi>" + html_text(error) + "</bdi></li>\n";
  }
  return html + "</ul>\n</div>\n";
}

}  // namespace

std::string task_html(const TaskPage& page) {
  const std::string title = text_member(page.task, "title");
  const auto state = task_state_of(text_member(page.task, "state")).value_or(TaskState::kCancelled);
  std::string body = "<h1 dir=\"auto\">" + html_text(title) + "</h1>\n";
  body += errors_html(page.errors);
  if (!is_open(state)) {
    body.append("<p role=\"status\">").append(end_of(state)).append("</p>\n");
    return document(title, body);
  }
  body += facts(page);
  body += "<h2>What to do</h2>\n<p class=\"text\" dir=\"auto\">" +
          html_text(text_member(page.task, "instructions")) + "</p>\n";
  if (const Json* args = find_member(page.task, "args")) {
    body += "<h2>Data</h2>\n<pre tabindex=\"0\" aria-label=\"Data\" dir=\"auto\">" +
            html_text(pretty(*args)) + "</pre>\n";
  }
  body += forms(page, state);
  return document(title, body);
}

std::string notice_html(std::string_view heading, std::string_view text) {
  return document(heading, "<h1>" + html_text(heading) + "</h1>\n<p role=\"status\">" +
                               html_text(text) + "</p>\n");
}

Response html_response(CryptoPort& crypto, std::uint16_t status, std::string html) {
  std::string policy = "default-src 'none'; style-src 'sha256-";
  policy.append(base64(bytes_of_hex(crypto.sha256(kStyle))));
  policy.append("'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  Response response{status, {}, std::move(html)};
  response.head.add("content-type", "text/html; charset=utf-8")
      .add("content-security-policy", policy);
  return response;
}

}  // namespace skerry::fn
