#include "host/cli/terminal.hpp"

#include <catch2/catch.hpp>

namespace skerry::host {
namespace {

Terminal terminal(std::size_t columns, bool colour = false) {
  return {.is_terminal = true, .columns = columns, .has_colour = colour};
}

}  // namespace

TEST_CASE("text of others cannot steer a terminal", "[terminal]") {
  const std::string bad = "\xef\xbf\xbd";
  CHECK(clean("a\x1b[31mb") == "a" + bad + "[31mb");
  CHECK(clean("grüße 日本 🎉") == "grüße 日本 🎉");
  CHECK(clean("a\nb\tc") == "a b c");
  CHECK(clean("a\nb\r", true) == "a\nb" + bad);
  CHECK(clean("\x7f\xc2\x9b"
              "31m") == bad + bad + "31m");
  // Marks that reorder what follows.
  CHECK(clean("x\xe2\x80\xaey\xe2\x81\xa6z") == "x" + bad + "y" + bad + "z");
  CHECK(clean("\xff\xc3(") == bad + bad + "(");
  CHECK(clean("end\xe2\x80") == "end" + bad + bad);
  // An escape character, written longer than it is.
  CHECK(clean("\xc0\x9b\xe0\x80\x9b") == bad + bad + bad + bad + bad);
}

TEST_CASE("JSON keeps its value and cannot steer a terminal either", "[terminal]") {
  CHECK(clean_json("{\n  \"a\": \"grüße 日本 🎉\"\n}") == "{\n  \"a\": \"grüße 日本 🎉\"\n}");
  CHECK(clean_json("\"\xc2\x9b\x7f\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8e\"") ==
        R"("\u009b\u007f\u202e\u2066\u200e")");
  CHECK(clean_json("\"\xf3\xa0\x80\x81\"") == R"("\udb40\udc01")");
  CHECK(clean_json("\"\xff\x1b\"") == R"("\ufffd\u001b")");
}

TEST_CASE("widths are those of a terminal's columns", "[terminal]") {
  CHECK(width_of("grüße") == 5);
  CHECK(width_of("日本") == 4);
  CHECK(width_of("e\xcc\x81") == 1);
  CHECK(fit("abcdef", 6) == "abcdef");
  CHECK(fit("abcdef", 5) == "abcd…");
  CHECK(fit("日本語", 5) == "日本…");
  CHECK(fit("日本語", 4) == "日…");
  CHECK(fit("abc", 0).empty());
}

TEST_CASE("a table takes the width it has, and never from ids", "[terminal]") {
  Table table({{"ID"}, {"TEXT", true}, {"N"}});
  table.add({"job_1", "a long description of something", "7"});
  table.add({"job_22", "short", ""});
  CHECK(table.draw(terminal(80)) ==
        "ID      TEXT                             N\n"
        "job_1   a long description of something  7\n"
        "job_22  short                            -\n");
  CHECK(table.draw(terminal(24)) ==
        "ID      TEXT           N\n"
        "job_1   a long descr…  7\n"
        "job_22  short          -\n");
  // Narrower than it can be: cells are still told apart.
  CHECK(table.draw(terminal(5)).contains("job_22  short     -\n"));
  CHECK(Table({{"ID"}}).draw(terminal(80)).empty());
}

TEST_CASE("cells are clean, and only headings are faint", "[terminal]") {
  Table table({{"A"}, {"B"}});
  table.add({"x\ny", "\x1b]0;title\x07"});
  const std::string plain = table.draw(terminal(80));
  CHECK_FALSE(plain.contains('\x1b'));
  CHECK(plain.contains("x y"));
  CHECK(table.draw(terminal(80, true)).starts_with("\x1b[2mA"));
}

}  // namespace skerry::host
