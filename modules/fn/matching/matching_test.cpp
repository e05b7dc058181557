#include "modules/fn/matching/matching.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <optional>

using namespace skerry::fn;
using skerry::Json;

namespace {

const Json& catalogue_tests() {
  static const Json tests = [] {
    std::ifstream file(SKERRY_CATALOGUE_TESTS);
    return Json::parse(file);
  }();
  return tests;
}

/// Where the catalogue has a function: the tables, which only the product needs, know its id.
std::string path_of(const table::Function& function) {
  for (const auto& entry : catalogue_tests()["functions"]) {
    if (entry["id"] == function.id()) return entry["path"].get<std::string>();
  }
  return {};
}

/// What was matched: the function's path and arguments, or the reason of the refusal.
Json outcome(std::string_view description, std::string_view args_json = "",
             std::string_view context = "") {
  const auto args = args_json.empty() ? Json() : Json::parse(args_json);
  const auto found = match(description, context, args_json.empty() ? nullptr : &args);
  if (!found) return Json(std::string(name(found.error().reason)));
  return Json::array({path_of(*found->function), found->complete ? found->arguments : Json()});
}

Json found(std::string_view path, std::string_view arguments_json) {
  return Json::array({std::string(path), Json::parse(arguments_json)});
}

std::pair<std::string, std::optional<Json>> saying(const Json& entry) {
  if (entry.is_string()) return {entry.get<std::string>(), std::nullopt};
  return {entry["description"].get<std::string>(), entry["args"]};
}

}  // namespace

TEST_CASE("the customer's examples bind", "[matching]") {
  CHECK(outcome("Sort array of numbers", R"({"numbers":[3,1,4,1,5]})") ==
        found("sorting/sort_numbers", R"([[3,1,4,1,5],"asc"])"));
  CHECK(outcome("Sort array of numbers", R"({"numbers":[3,1]})", "descending") ==
        found("sorting/sort_numbers", R"([[3,1],"desc"])"));
  CHECK(outcome("Sort array of numbers", R"({"numbers":[3,1]})", "ascending") ==
        found("sorting/sort_numbers", R"([[3,1],"asc"])"));
  CHECK(outcome("Calculate factorial", R"({"n":5})") == found("number_theory/factorial", "[5]"));
  CHECK(outcome("Sort array of numbers") == found("sorting/sort_numbers", "null"));
}

TEST_CASE("every paraphrase of every function finds it", "[matching]") {
  for (const auto& function : catalogue_tests()["functions"]) {
    for (const auto& entry : function["paraphrases"]) {
      const auto [description, args] = saying(entry);
      CAPTURE(description);
      const auto result = match(description, "", args ? &*args : nullptr);
      REQUIRE(result.has_value());
      CHECK(result->function->id() == function["id"].get<std::string>());
    }
  }
}

TEST_CASE("no near miss of a function finds it", "[matching]") {
  std::size_t count = 0;
  for (const auto& function : catalogue_tests()["functions"]) {
    for (const auto& entry : function["nearMisses"]) {
      const auto [description, args] = saying(entry);
      CAPTURE(description);
      const auto result = match(description, "", args ? &*args : nullptr);
      // With claims the match stands only if the function does the description's own examples.
      const bool stands = result && result->claims.empty();
      CHECK_FALSE((stands && result->function->id() == function["id"].get<std::string>()));
      ++count;
    }
  }
  CHECK(count > 100);
}

TEST_CASE("canary: a word that nothing explains refuses the plainest description", "[matching]") {
  REQUIRE(outcome("sort numbers").is_array());
  CHECK(outcome("sort numbers frobnicated") == "unexplained_words");
  const auto refused = match("sort numbers frobnicated", "", nullptr);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().details == std::vector<std::string>{"frobnicated"});
  REQUIRE_FALSE(refused.error().nearest.empty());
  CHECK(path_of(*refused.error().nearest.front()) == "sorting/sort_numbers");
}

TEST_CASE("a key is one that the records have", "[matching]") {
  constexpr auto* kItems = R"({"items":[{"name":"b","unitPrice":2},{"name":"a","unitPrice":1}]})";
  CHECK(outcome("sort descending by unit price", kItems) ==
        found("sorting/sort_by_key",
              R"([[{"name":"b","unitPrice":2},{"name":"a","unitPrice":1}],"unitPrice","desc"])"));
  CHECK(outcome("sort the items by weight", kItems) == "unexplained_words");
  CHECK(outcome("sort items by unitPrice and weight", kItems).is_string());
  CHECK(outcome("sort descending by price", R"({"numbers":[1,2]})") == "unexplained_words");
}

TEST_CASE("values in the description bind like arguments", "[matching]") {
  CHECK(outcome("What is 15% of 200?") == found("arithmetic/percent_of", "[15,200]"));
  CHECK(outcome("subtract 3 from 10") == found("arithmetic/subtract", "[10,3]"));
  CHECK(outcome("round 3.14159 to two decimals") == found("arithmetic/round", "[3.14159,2]"));
  CHECK(outcome("subtract a from b", R"({"a":3,"b":10})") ==
        found("arithmetic/subtract", "[10,3]"));
  CHECK(outcome("Sum of [3,1,2]") == found("arrays/sum", "[[3,1,2]]"));
}

TEST_CASE("arguments are placed by name, position and shape", "[matching]") {
  CHECK(outcome("sum the numbers", "[1,2]") == found("arrays/sum", "[[1,2]]"));
  CHECK(outcome("calculate the factorial", "5") == found("number_theory/factorial", "[5]"));
  CHECK(outcome("greatest common divisor of two numbers", "[12,18]") ==
        found("number_theory/gcd", "[12,18]"));
  CHECK(outcome("sum", R"({"whatever":[1,2]})") == found("arrays/sum", "[[1,2]]"));
  CHECK(outcome("factorial", R"({"n":5,"extra":true})") == "arguments_do_not_fit");
  CHECK(outcome("factorial", R"({"n":-1})") == "arguments_do_not_fit");
  CHECK(outcome("factorial", R"({"n":2.5})") == "arguments_do_not_fit");
  CHECK(outcome("caesar cipher", R"({"text":"abc"})") == "arguments_missing");
}

TEST_CASE("a list in a list is a positional argument", "[matching]") {
  CHECK(outcome("sum the numbers", "[[3,1,2]]") == found("arrays/sum", "[[3,1,2]]"));
  CHECK(outcome("reverse a list", R"([["x","y"]])") == found("arrays/reverse", R"([["x","y"]])"));
  CHECK(outcome("first n elements of a list", "[[9,8,7],2]") ==
        found("arrays/take", "[[9,8,7],2]"));
  CHECK(outcome("union of two lists", "[[1],[2]]") == found("sets/union", "[[1],[2]]"));
  CHECK(outcome("transpose the matrix", "[[1,2],[3,4]]") ==
        found("arrays/transpose", "[[[1,2],[3,4]]]"));
  CHECK(outcome("transpose the matrix", "[[1,2]]") == found("arrays/transpose", "[[[1,2]]]"));
  CHECK(outcome("sum the numbers", R"([["a"]])") == "arguments_do_not_fit");
}

TEST_CASE("a value said and supplied is one value", "[matching]") {
  CHECK(outcome("was the year 1900 a leap year", "1900") == found("dates/is_leap_year", "[1900]"));
  CHECK(outcome("was the year 1900 a leap year", "1901").is_string());
}

TEST_CASE("arguments with telling names are not placed by likeness alone", "[matching]") {
  CHECK(outcome("average speed", R"({"distance":100,"time":2})").is_string());
  CHECK(outcome("average of distance and time", R"({"distance":100,"time":2})") ==
        found("arithmetic/average_of_two", "[100,2]"));
  CHECK(outcome("add two numbers", R"({"num1":1,"num2":2})") == found("arithmetic/add", "[1,2]"));
  CHECK(outcome("divide one number by another", R"({"dividend":6,"quux":2})").is_string());
  CHECK(outcome("percentage of a number", R"({"percentage":15,"num":200})") ==
        found("arithmetic/percent_of", "[15,200]"));
  CHECK(outcome("percentage of the whole", R"({"part":45,"whole":180})").is_string());
}

TEST_CASE("a boolean argument chooses the option that its name says", "[matching]") {
  CHECK(outcome("sort numbers", R"({"numbers":[3,1],"descending":true})") ==
        found("sorting/sort_numbers", R"([[3,1],"desc"])"));
  CHECK(outcome("sort numbers", R"({"numbers":[3,1],"descending":false})") ==
        found("sorting/sort_numbers", R"([[3,1],"asc"])"));
  CHECK(outcome("sort ascending", R"({"numbers":[3,1],"descending":true})").is_string());
  CHECK(outcome("sort numbers", R"({"numbers":[3,1],"wild":true})").is_string());
}

TEST_CASE("the direction of a conversion is never guessed", "[matching]") {
  CHECK(outcome("celsius to fahrenheit", R"({"fahrenheit":14})").is_string());
  CHECK(outcome("what is this temperature in Celsius? It is given in Fahrenheit",
                R"({"value":14})") != found("conversion/celsius_to_fahrenheit", "[14]"));
  CHECK(outcome("I have an angle in radians and need it in degrees", R"({"angle":1})") ==
        found("conversion/radians_to_degrees", "[1]"));
}

TEST_CASE("the name of an argument is content too", "[matching]") {
  const std::pair<const char*, const char*> kOther[] = {
      {"area of circle", R"({"diameter":4})"},
      {"circumference of circle", R"({"diameter":4})"},
      {"circumference of circle", R"({"d":4})"},
      {"volume of sphere", R"({"diameter":4})"},
      {"area of circle", R"({"circumference":4})"},
      {"area of square", R"({"perimeter":4})"},
      {"area of square", R"({"diagonal":4})"},
      {"area of square", R"({"area":4})"},
      {"convert km to miles", R"({"meters":5000})"},
      {"convert km to miles", R"({"m":5000})"},
      {"convert km to miles", R"({"distanceInMeters":5000})"},
      {"convert hours to minutes", R"({"seconds":60})"},
      {"hours to minutes", R"({"days":1})"},
      {"add days to date", R"({"date":"2024-01-31","weeks":2})"},
      {"add months to date", R"({"date":"2024-01-31","days":2})"},
      {"simple interest", R"({"principal":100,"rate":5,"months":24})"},
      {"hypotenuse", R"({"hypotenuse":5,"a":3})"},
      {"hypotenuse", R"({"c":5,"a":3})"},
      {"bmi", R"({"weightPounds":150,"height":2})"},
      {"is leap year", R"({"month":2000})"},
      {"days in month", R"({"year":2000,"day":3})"},
      {"hex to decimal", R"({"binary":"101"})"},
  };
  for (const auto& [description, args] : kOther) {
    CAPTURE(description, args);
    CHECK(outcome(description, args) == "arguments_do_not_fit");
  }
  const auto args = Json::parse(R"({"diameter":4})");
  const auto refused = match("area of circle", "", &args);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message.contains("\"diameter\" is not radius"));
}

TEST_CASE("names without a known meaning, or of the same quantity, are welcome", "[matching]") {
  CHECK(outcome("median of list", R"({"temps":[1,2]})").is_array());
  CHECK(outcome("sum the list", R"({"myList":[1,2]})").is_array());
  CHECK(outcome("sum of numbers", R"({"days":[1,2]})").is_array());
  CHECK(outcome("square root", R"({"area":9})") == found("arithmetic/square_root", "[9]"));
  CHECK(outcome("double the number", R"({"weeks":9})") == found("arithmetic/double", "[9]"));
  CHECK(outcome("area of circle", R"({"howBig":1})") == found("arithmetic/circle_area", "[1]"));
  CHECK(outcome("convert km to miles", R"({"distanceKm":5})") ==
        found("conversion/kilometers_to_miles", "[5]"));
  CHECK(outcome("convert km to miles", R"({"distance":5})") ==
        found("conversion/kilometers_to_miles", "[5]"));
  CHECK(outcome("hours to minutes", R"({"time":1})") ==
        found("conversion/hours_to_minutes", "[1]"));
}

TEST_CASE("one as a pronoun is no count", "[matching]") {
  CHECK(outcome("which one is the smallest one", R"({"numbers":[3,1]})") !=
        found("sorting/smallest_n", "[[3,1],1]"));
  CHECK(outcome("the highest one", R"({"scores":[3,1]})") == found("statistics/max", "[[3,1]]"));
}

TEST_CASE("the number of a noun tells one text from a list", "[matching]") {
  CHECK(outcome("reverse a string") == found("text/reverse_text", "null"));
  CHECK(outcome("reverse each string in the list").is_string());
}

TEST_CASE("what is said must agree with what is supplied", "[matching]") {
  CHECK(outcome("factorial of 5", R"({"n":5})") == found("number_theory/factorial", "[5]"));
  CHECK(outcome("factorial of 5", R"({"n":6})").is_string());
  CHECK(outcome("sort ascending", R"({"numbers":[1],"order":"desc"})").is_string());
  CHECK(outcome("sort ascending and descending", R"({"numbers":[1]})").is_string());
}

TEST_CASE("a second step is never dropped", "[matching]") {
  for (const auto* description :
       {"sort the numbers and then remove duplicates", "factorial of the factorial",
        "reverse the reversed string", "sum of the squares of the even numbers",
        "sort numbers and keep the first three", "uppercase the text then trim it",
        "average of the numbers except the largest", "double each number and add one",
        "sort and reverse list", "reverse and sort list", "sort list and reverse it"}) {
    CAPTURE(description);
    CHECK(outcome(description).is_string());
    CHECK(outcome(description, R"({"list":[3,1,2]})").is_string());
  }
  CHECK(outcome("sort the list in reverse", R"({"list":[3,1,2]})") ==
        found("sorting/sort_numbers", R"([[3,1,2],"desc"])"));
}

TEST_CASE("two requests are not one", "[matching]") {
  for (const auto* description :
       {"sum and average of numbers", "average and sum of numbers", "count and average",
        "sum, average of numbers", "sum numbers and average numbers", "total and mean",
        "gcd and lcm of two numbers", "area and circumference of circle"}) {
    CAPTURE(description);
    CHECK(outcome(description, R"({"numbers":[1,2]})").is_string());
    CHECK(outcome(description).is_string());
  }
  CHECK(outcome("min and max of numbers", R"({"numbers":[1,2]})") ==
        found("statistics/min_max", "[[1,2]]"));
  CHECK(outcome("sum divided by count", R"({"numbers":[1,2]})") ==
        found("statistics/mean", "[[1,2]]"));
}

TEST_CASE("a word of another wording of the task is a task of its own", "[matching]") {
  for (const auto* description :
       {"sum average", "average of the sum", "sum of averages", "total average", "minimum range",
        "range maximum", "maximum of minimum", "min of max"}) {
    CAPTURE(description);
    CHECK(outcome(description, R"({"numbers":[1,2]})").is_string());
    CHECK(outcome(description).is_string());
  }
  CHECK(outcome("minimum maximum", R"({"numbers":[1,2]})") ==
        found("statistics/min_max", "[[1,2]]"));
  CHECK(outcome("max minus min", R"({"numbers":[1,2]})") ==
        found("statistics/range_of_values", "[[1,2]]"));
}

TEST_CASE("a letter names an argument where an article could not stand", "[matching]") {
  constexpr auto* kArgs = R"({"a":8,"b":2})";
  CHECK(outcome("log base b of a", kArgs) == found("arithmetic/logarithm", "[8,2]"));
  CHECK(outcome("log base a of b", kArgs) == found("arithmetic/logarithm", "[2,8]"));
}

TEST_CASE("what is left without even numbers is odd only among integers", "[matching]") {
  CHECK(outcome("remove even numbers", R"({"numbers":[1,2,3]})") ==
        found("arrays/filter_odd", "[[1,2,3]]"));
  CHECK(outcome("remove even numbers", R"({"numbers":[1,1.5,2]})") == "arguments_do_not_fit");
  CHECK(outcome("remove odd numbers", R"({"numbers":[1,1.5,2]})") == "arguments_do_not_fit");
}

TEST_CASE("an order of time orders times, and ages the other way round", "[matching]") {
  constexpr auto* kPeople = R"({"people":[{"age":1,"born":"2020-01-01","name":"x"}]})";
  const auto order = [&](std::string_view description) {
    const auto result = outcome(description, kPeople);
    return result.is_array() ? result[1][2] : result;
  };
  CHECK(order("sort people by age oldest first") == "desc");
  CHECK(order("sort people by age youngest first") == "asc");
  CHECK(order("sort people by born oldest first") == "asc");
  CHECK(order("sort people by born newest first") == "desc");
  CHECK(order("sort people by age newest first") == "contradictory");
  CHECK(order("sort people by name oldest first") == "contradictory");
}

TEST_CASE("a word that names itself is no framing", "[matching]") {
  constexpr auto* kWords = R"({"words":["a","b"]})";
  for (const auto* description : {"join with and", "join words with or", "join with to"}) {
    CAPTURE(description);
    CHECK(outcome(description, kWords) == "unexplained_words");
  }
  CHECK(outcome("join the words with 'and'", kWords) == found("text/join", R"([["a","b"],"and"])"));
  CHECK(outcome("us week number", R"({"date":"2024-01-01"})").is_string());
  CHECK(outcome("give us the week number of the date", R"({"date":"2024-01-01"})").is_array());
  CHECK(outcome("fiscal quarter of date", R"({"date":"2024-01-01"})").is_string());
  CHECK(outcome("top 2 lowest", R"({"numbers":[1,2]})").is_string());
  CHECK(outcome("bottom 2 largest", R"({"numbers":[1,2]})").is_string());
}

TEST_CASE("hostile descriptions are refused, not misread", "[matching]") {
  CHECK(outcome("") == "nothing_recognised");
  CHECK(outcome("please") == "nothing_recognised");
  CHECK(outcome("\xff\xfe\xfd") == "nothing_recognised");
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "sort ";
  CHECK(outcome(many) == "too_long");
}

TEST_CASE("a task's word after \"by\" alone says what to go by", "[matching]") {
  CHECK(outcome("group by sum", R"({"numbers":[1,2]})").is_string());
  CHECK(outcome("group by even", R"({"numbers":[1,2]})").is_string());
  CHECK(outcome("count by odd", R"({"numbers":[1,2]})").is_string());
  CHECK(outcome("sum by even", R"({"numbers":[1,2]})").is_string());
  CHECK(outcome("words by length", R"({"text":"ab c"})").is_string());
  CHECK(outcome("sort words by length", R"({"words":["ab","c"]})") ==
        found("sorting/sort_by_length", R"([["ab","c"],"asc"])"));
}

TEST_CASE("a word for a kind of data holds of all elements", "[matching]") {
  CHECK(outcome("sum of whole numbers", "[1,2]") == found("arrays/sum", "[[1,2]]"));
  for (const auto* description :
       {"sum of whole numbers", "sum of integers", "largest whole number", "smallest integer",
        "count whole numbers", "average of the integers", "median of integers"}) {
    CAPTURE(description);
    CHECK(outcome(description, "[1,2.5]").is_string());
    CHECK(outcome(description, R"({"values":[1,2.5,4]})").is_string());
  }
  CHECK(outcome("second largest integer", R"({"values":[1,2.5,4]})").is_string());
  for (const auto* description : {"number of strings", "count the words", "unique strings",
                                  "count numbers", "number of objects", "reverse the numbers"}) {
    CAPTURE(description);
    CHECK(outcome(description, R"({"list":["a",1]})").is_string());
  }
  CHECK(outcome("number of strings", R"({"list":["a","b"]})") ==
        found("arrays/count_elements", R"([["a","b"]])"));
}

TEST_CASE("texts with an order of their own are not sorted alphabetically", "[matching]") {
  for (const auto* args :
       {R"({"items":["10","9"]})", R"({"items":["$10","$9"]})", R"({"items":["-1","-2"]})",
        R"({"items":["01/02/2024","02/01/2023"]})", R"({"items":["10.0.0.1","9.0.0.1"]})",
        R"({"items":["High","low","medium"]})", R"({"items":["S","XL"]})",
        R"({"items":["Mon","Tue"]})", R"({"items":["March","April"]})",
        R"({"items":["10kg","9kg"]})", R"({"items":["1st","10th"]})"}) {
    CAPTURE(args);
    CHECK(outcome("sort the items", args).is_string());
    CHECK(outcome("sort the items alphabetically", args).is_array());
    const auto records = [&] {
      auto rows = Json::array();
      for (const auto& item : Json::parse(args)["items"]) rows.push_back({{"x", item}});
      return Json{{"items", rows}}.dump();
    }();
    CHECK(outcome("sort the items by x", records).is_string());
  }
  CHECK(outcome("sort", R"({"items":["pear","fig"]})").is_array());
  CHECK(outcome("sort the items by x", R"({"items":[{"x":"pear"},{"x":"fig"}]})").is_array());
  CHECK(outcome("sort the items by day", R"({"items":[{"day":"2024-01-02"},{"day":"2023-01-02"}]})")
            .is_array());
  CHECK(outcome("sort the items by x", R"({"items":[{"x":"a"},{"x":1}]})").is_string());
}
