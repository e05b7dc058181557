#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "modules/typestrip/limits.hpp"
#include "modules/typestrip/typestrip.hpp"

using namespace skerry::typestrip;

namespace {

/// `part` again and again, up to the size limit.
std::string fill(std::string_view part, std::size_t bytes = kSourceBytesMax) {
  std::string text;
  while (text.size() + part.size() <= bytes) text += part;
  return text;
}

std::string code_of(std::string_view source) {
  const auto result = strip_types(source);
  return result ? "stripped" : std::string(name_of(result.error().code));
}

}  // namespace

TEST_CASE("the size limit is exact", "[hostile]") {
  CHECK(code_of(std::string(kSourceBytesMax, ' ')) == "stripped");
  CHECK(code_of(std::string(kSourceBytesMax + 1, ' ')) == "source_too_large");
}

TEST_CASE("bytes that are no text are refused where they stand", "[hostile]") {
  const auto bad_utf8 = strip_types("let a = 1;\nlet b = '\xFF'");
  REQUIRE_FALSE(bad_utf8.has_value());
  CHECK(bad_utf8.error().code == StripFailure::not_utf8);
  CHECK(bad_utf8.error().line == 2);
  CHECK(bad_utf8.error().column == 10);
  const auto nul = strip_types(std::string_view("a;\n\0", 4));
  REQUIRE_FALSE(nul.has_value());
  CHECK(nul.error().code == StripFailure::nul_character);
  CHECK(nul.error().line == 2);
  CHECK(code_of("'\xED\xA0\x80'") == "not_utf8");
}

TEST_CASE("64 KiB of one character end in an error", "[hostile]") {
  for (const char c : std::string_view("<([{?:='\"@#!~\\|&^%*,.>)]}-+")) {
    INFO(c);
    CHECK(code_of(fill(std::string(1, c))) != "stripped");
  }
}

TEST_CASE("16 KiB of one word or construct end", "[hostile]") {
  for (const std::string_view part : {"a<",
                                      "a(",
                                      "(a",
                                      "[a",
                                      "{a:",
                                      "a?",
                                      "a=>",
                                      "<T>",
                                      "a as ",
                                      "a<b,",
                                      "(a:",
                                      "a?.",
                                      "new ",
                                      "async ",
                                      "type A=",
                                      "class A{",
                                      "function f(",
                                      "`${",
                                      "${",
                                      "abstract ",
                                      "declare ",
                                      "export ",
                                      "import ",
                                      "a\n<b\n",
                                      "a as T\n[",
                                      "a as T\n(b)\n",
                                      "interface A<in ",
                                      "x!",
                                      "((a)=>",
                                      "a?b:",
                                      "{{",
                                      "}{",
                                      "();",
                                      "<<=",
                                      "/*",
                                      "//",
                                      "/a/",
                                      "enum ",
                                      "@a ",
                                      "let a:"}) {
    INFO(part);
    const std::string code = code_of(fill(part, 16 * 1024));
    CHECK((code == "stripped" || code == "syntax_error" || code == "too_complex" ||
           code == "unsupported_syntax"));
  }
}

TEST_CASE("balanced nesting ends", "[hostile]") {
  const auto nest = [](std::string_view open, std::string_view close, std::size_t depth) {
    std::string text = "x = ";
    for (std::size_t level = 0; level < depth; ++level) text += open;
    text += "a";
    for (std::size_t level = 0; level < depth; ++level) text += close;
    return text;
  };
  CHECK(code_of(nest("(", ")", kNestingMax - 1)) == "stripped");
  CHECK(code_of(nest("[", "]", kNestingMax + 1)) == "too_complex");
  CHECK(code_of(nest("[", "]", kNestingMax)) == "stripped");
  for (const auto& [open, close] : {std::pair{"(", ")"},
                                    {"[", "]"},
                                    {"{a:", "}"},
                                    {"f(", ")"},
                                    {"(b: T) => (", ")"},
                                    {"`${", "}`"},
                                    {"f<T>(", ")"}}) {
    INFO(open);
    const std::string code = code_of(nest(open, close, kNestingMax / 2));
    CHECK(code == "stripped");
  }
}

TEST_CASE("large ordinary sources are within the limits", "[hostile]") {
  CHECK(code_of(fill("const a: number = b as T;\n")) == "stripped");
  CHECK(code_of(fill("x = [1, 2, 3].map((a: number): string => `${a}`);\n")) == "stripped");
  CHECK(code_of("x = 1" + fill(" + 1", 60'000)) == "stripped");
  CHECK(code_of("x = [" + fill("{ a: 1, b: 'c' }, ", 60'000) + "]") == "stripped");
  CHECK(code_of("class A {\n" + fill("  private m(a: T): void {}\n", 60'000) + "}") == "stripped");
}
