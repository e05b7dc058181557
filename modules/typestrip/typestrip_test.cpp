#include "modules/typestrip/typestrip.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "modules/typestrip/source_text.hpp"

using namespace skerry::typestrip;

namespace {

std::string strip(std::string_view source) {
  const auto result = strip_types(source);
  INFO(source);
  if (!result) FAIL(name_of(result.error().code) << ": " << result.error().message);
  return result.value_or("");
}

StripError error_of(std::string_view source) {
  const auto result = strip_types(source);
  INFO(source);
  REQUIRE_FALSE(result.has_value());
  return result.error();
}

void check_error(std::string_view source, StripFailure code, std::uint32_t line,
                 std::uint32_t column) {
  const StripError error = error_of(source);
  INFO(source << "\n" << error.message);
  CHECK(name_of(error.code) == name_of(code));
  CHECK(error.line == line);
  CHECK(error.column == column);
}

std::vector<std::filesystem::path> cases() {
  std::vector<std::filesystem::path> paths;
  const auto folder = std::filesystem::path(SKERRY_SOURCE_DIR) / "modules/typestrip/cases";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("annotations become spaces and everything else stays", "[typestrip]") {
  CHECK(strip("let x: number = 1;") == "let x         = 1;");
  CHECK(strip("function f<T>(a: T, b?: string): T {}") == "function f   (a   , b         )    {}");
  CHECK(strip("class A<T> extends B<T> implements C { private a!: T }") ==
        "class A    extends B                 {         a     }");
  CHECK(strip("x = y as unknown as T;") == "x = y                ;");
  CHECK(strip("f<T>(a!.b)") == "f   (a .b)");
}

TEST_CASE("JavaScript comes back as it was", "[typestrip]") {
  const std::string_view source = "const a = b < c && d > e ? (f) : (g) => h; // : T\n`as ${i}`;\n";
  CHECK(strip(source) == source);
  CHECK(strip("").empty());
  CHECK(strip("\xEF\xBB\xBFlet a: b") == "\xEF\xBB\xBFlet a   ");
}

TEST_CASE("only a parameter named this vanishes", "[typestrip]") {
  CHECK(strip("function f(this: T, a) {}") == "function f(         a) {}");
  CHECK(strip("function f(a = this) {}") == "function f(a = this) {}");
}

TEST_CASE("type-only statements vanish", "[typestrip]") {
  CHECK(strip("interface A { x: 1 }\nb") == "                    \nb");
  CHECK(strip("import type A from 'a';b") == "                       b");
  CHECK(strip("export type * from 'a';b") == "                       b");
  CHECK(strip("import { type A, b } from 'a'") == "import {         b } from 'a'");
  CHECK(strip("declare const a: 1\nb") == "                  \nb");
}

TEST_CASE("a statement after an erased one does not continue the one before", "[asi]") {
  CHECK(strip("a()\ntype B = 1\n(c)()") == "a()\n;         \n(c)()");
  CHECK(strip("a\ninterface B {}\n[c]") == "a\n;             \n[c]");
  CHECK(strip("a\ntype B = 1\n`c`") == "a\n;         \n`c`");
  CHECK(strip("a\ntype B = 1\n+c") == "a\n;         \n+c");
  CHECK(strip("a\ntype B = 1\n-c") == "a\n;         \n-c");
  CHECK(strip("a\ntype B = 1\n/c/.d") == "a\n;         \n/c/.d");
}

TEST_CASE("a statement after an erased assertion stays a statement of its own", "[asi]") {
  CHECK(strip("let a = b as T\n(c)") == "let a = b ;   \n(c)");
  CHECK(strip("let a = b as T\n[c].d()") == "let a = b ;   \n[c].d()");
  CHECK(strip("let a = b as T\n`c`") == "let a = b ;   \n`c`");
  CHECK(strip("let a = b as T // d\n(c)") == "let a = b ;    // d\n(c)");
  CHECK(strip("let a: T // b\n// c\n`d`") == "let a;   // b\n// c\n`d`");
  CHECK(strip("let a = b as T // c\n// d\n`e${f as U}`") ==
        "let a = b ;    // c\n// d\n`e${f     }`");
  CHECK(strip("let a = b as T[]\n[c].d()") == "let a = b ;     \n[c].d()");
}

TEST_CASE("comparisons are told from type arguments", "[typestrip]") {
  CHECK(strip("a = b < (c) >>> d") == "a = b < (c) >>> d");
  CHECK(strip("a = b < (c) > -d") == "a = b < (c) > -d");
  CHECK(strip("a = b<C>\nd = e") == "a = b   \nd = e");
  CHECK(strip("f<A<B>>(c) / d / e") == "f      (c) / d / e");
  CHECK(strip("f<A | B>(c) + d + e") == "f       (c) + d + e");
  CHECK(strip("f<A, B>`c` + d") == "f      `c` + d");
  CHECK(strip("let a: import('b').C<D>") == "let a                  ");
  CHECK(strip("if (a < b && c > (d)) e") == "if (a < b && c > (d)) e");
  CHECK(strip("if (a < b + c > (d)) e") == "if (a < b + c > (d)) e");
  CHECK(strip("a = b || c as T - 1") == "a = b || c      - 1");
}

TEST_CASE("class members do not run into each other", "[asi]") {
  CHECK(strip("class A {a = 1\ndeclare b\n[c] = 2}") == "class A {a = 1\n;        \n[c] = 2}");
  CHECK(strip("class A {a = 1\npublic [c] = 2}") == "class A {a = 1\n;      [c] = 2}");
  CHECK(strip("class A {a = {}\nprivate *b() {}}") == "class A {a = {}\n;       *b() {}}");
  CHECK(strip("class A {static: T\nb() {}}") == "class A {static;  \nb() {}}");
}

TEST_CASE("an arrow stays in the line of its parameters", "[asi]") {
  CHECK(strip("(a)\n: T => a") == "(a \n  ) => a");
  CHECK(strip("(a): {\n} => a") == "(a    \n) => a");
  CHECK(strip("(a)\n: \xE6\xBC\xA2 => a") == "(a \n )\uFEFF => a");
  CHECK(strip("(a):\n\xE6\xBC\xA2 => a") == "(a  \n\uFEFF)=> a");
}

TEST_CASE("type parameters over several lines do not end a statement", "[asi]") {
  CHECK(strip("function f() { return <\nT\n>(a: T) => a }") ==
        "function f() { return (\n \n  a   ) => a }");
  CHECK(strip("f = async <\nT>(a) => a") == "f = async (\n   a) => a");
  CHECK(strip("function* f() { yield <\nT>(a) => a }") == "function* f() { yield (\n   a) => a }");
}

TEST_CASE("a directive after erased types stays a directive", "[asi]") {
  CHECK(strip("type A = 1;\n'use strict'") == "           \n'use strict'");
}

TEST_CASE("syntax with behaviour of its own is refused where it stands", "[unsupported]") {
  using enum StripFailure;
  check_error("a;\n  enum B {}", unsupported_syntax, 2, 3);
  check_error("const enum B {}", unsupported_syntax, 1, 1);
  check_error("namespace A { export const b = 1 }", unsupported_syntax, 1, 1);
  check_error("class A { constructor(private b) {} }", unsupported_syntax, 1, 23);
  check_error("class A { constructor(readonly b) {} }", unsupported_syntax, 1, 23);
  check_error("@a class B {}", unsupported_syntax, 1, 1);
  check_error("import a = require('a')", unsupported_syntax, 1, 1);
  check_error("export = a", unsupported_syntax, 1, 1);
  check_error("x = <T>y", unsupported_syntax, 1, 5);
  check_error("'\xF0\x9F\x98\x80'; x = <T>y", unsupported_syntax, 1, 11);
  check_error("1 + 1 as T * 2", unsupported_syntax, 1, 1);
  check_error("a || b + c as T * 2", unsupported_syntax, 1, 6);
}

TEST_CASE("a refusal says what to write instead", "[unsupported]") {
  CHECK_THAT(error_of("x = <T>y").message, Catch::Contains("x as T"));
  CHECK_THAT(error_of("enum A {}").message, Catch::Contains("as const"));
  CHECK_THAT(error_of("class A { constructor(public b) {} }").message, Catch::Contains("this."));
  CHECK_THAT(error_of("export = a").message, Catch::Contains("export default"));
}

TEST_CASE("syntax errors name the first token that fits nowhere", "[syntax]") {
  using enum StripFailure;
  check_error("let a: number = ;", syntax_error, 1, 17);
  check_error("let a = 1;\nlet b = = 2;", syntax_error, 2, 9);
  check_error("f(a, b;", syntax_error, 1, 7);
  check_error("function f() {", syntax_error, 1, 15);
  check_error("let \xC3\xA9: = 1", syntax_error, 1, 8);
  check_error("Here is the code:", syntax_error, 1, 6);
  check_error("const a: T = \"abc;\nb();", syntax_error, 1, 14);
  CHECK(error_of("a b").message == "Unexpected `b`.");
  CHECK(error_of("f(").message == "Unexpected end of input.");
}

TEST_CASE("what the grammar does not know is understood all the same", "[gaps]") {
  CHECK(strip("interface A<in out T> {}\nb") == "                        \nb");
  CHECK(strip("class A<out T> {}") == "class A        {}");
  CHECK(strip("export default abstract class { a }") == "export default          class { a }");
  CHECK(strip("class A { static [k: string]: T; b }") == "class A {                      ; b }");
  CHECK(strip("class A { abstract: T; accessor = 1 }") == "class A { abstract   ; accessor = 1 }");
  CHECK(strip("using(a as T)") == "using(a     )");
  CHECK(strip("let as = 1, b: T = as") == "let as = 1, b    = as");
  CHECK(strip("a = tag<T>`b`;") == "a = tag   `b`;");
}

TEST_CASE("every case keeps its length and gives the same twice", "[cases]") {
  std::size_t stripped = 0;
  std::size_t refused = 0;
  for (const auto& path : cases()) {
    const std::string source = read(path);
    const auto first = strip_types(source);
    const auto second = strip_types(source);
    INFO(path.filename().string());
    REQUIRE(first.has_value() == second.has_value());
    if (!first) {
      ++refused;
      CHECK(first.error().message == second.error().message);
      continue;
    }
    ++stripped;
    CHECK(*first == *second);
    CHECK(first->size() == source.size());
    // What is left is JavaScript, which has nothing to erase.
    CHECK(strip(*first) == *first);
  }
  CHECK(stripped >= 120);
  CHECK(refused >= 25);
}

TEST_CASE("a case cut anywhere ends in an answer", "[cases]") {
  for (const auto& path : cases()) {
    const std::string source = read(path);
    for (std::size_t length = 0; length < source.size(); length += 23) {
      const auto result = strip_types(std::string_view(source).substr(0, length));
      if (result) CHECK(result->size() == length);
    }
  }
}
