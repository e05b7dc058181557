#include "modules/fn/tasks/html.hpp"

namespace skerry::fn {

std::string html_text(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (character == '&') {
      html += "&amp;";
    } else if (character == '<') {
      html += "&lt;";
    } else if (character == '>') {
      html += "&gt;";
    } else if (character == '"') {
      html += "&quot;";
    } else if (character == '\'') {
      html += "&#39;";
    } else if ((byte < 0x20 && character != '\n' && character != '\t') || byte == 0x7f) {
      html += "\xef\xbf\xbd";
    } else {
      html += character;
    }
  }
  return html;
}

}  // namespace skerry::fn
