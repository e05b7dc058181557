#include "modules/fn/object/plan.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "modules/fn/object/judge.hpp"

using skerry::Json;
using namespace skerry::fn;

namespace {

constexpr std::uint64_t kSeeds = 20;

/// What a description gives without a schema, as text; or the first thing that is refused.
std::string made(std::string_view description, std::uint64_t key = 1, const Json* args = nullptr) {
  const auto plan = object::plan_object({.description = description, .args = args});
  if (!plan) return "refused " + plan.error().errors.front().detail;
  const auto value = object::make_planned(*plan, key);
  if (!value) return "unsatisfied " + value.error().errors.front().pointer;
  const auto compiled = object::judge::schema_of(skerry::to_text(plan->schema));
  const std::string fault = object::judge::fault_of(compiled, *value);
  return fault.empty() ? skerry::to_text(*value) : "INVALID " + fault;
}

Json json_of(std::string_view description, std::uint64_t key = 1) {
  const std::string text = made(description, key);
  INFO(description << " gave " << text);
  auto json = skerry::read_json(text);
  REQUIRE(json.has_value());
  return *json;
}

/// The same with a schema; valid for the caller's own schema.
std::string made_for(std::string_view description, std::string_view schema,
                     const Json* args = nullptr, std::uint64_t key = 1) {
  const auto compiled = object::judge::schema_of(schema);
  const auto plan =
      object::plan_object({.description = description, .args = args, .schema = &compiled});
  if (!plan) return "refused " + plan.error().errors.front().detail;
  const auto value = object::make_planned(*plan, key);
  if (!value) return "unsatisfied " + value.error().errors.front().pointer;
  const std::string fault = object::judge::fault_of(compiled, *value);
  return fault.empty() ? skerry::to_text(*value) : "INVALID " + fault;
}

constexpr std::string_view kOrders = R"({"type":"object","required":["customer"],"properties":{
  "customer":{"type":"object","properties":{"firstName":{"type":"string"},
    "age":{"type":"integer","maximum":99}}},
  "invoices":{"type":"array","items":{"type":"object","properties":{
    "dueDate":{"type":"string","format":"date"},"total":{"type":"number"}}}},
  "plan":{"enum":["free","premium"]}}})";

constexpr std::string_view kProducts = R"({"type":"array","items":{"type":"object","required":
  ["name","inStock"],"properties":{"name":{"type":"string"},"inStock":{"type":"boolean"}}}})";

}  // namespace

TEST_CASE("the fields that a description lists are there, and no others", "[object]") {
  for (std::uint64_t key = 0; key < kSeeds; ++key) {
    const Json user = json_of("a user profile with name, email and age over 18", key);
    REQUIRE(user.size() == 3);
    CHECK(user.at("name").is_string());
    CHECK(user.at("email").get<std::string>().find('@') != std::string::npos);
    CHECK(user.at("age").get<int>() > 18);
  }
  const Json thing = json_of("an object with first name, last name and zip code");
  CHECK(thing.size() == 3);
  CHECK(thing.contains("firstName"));
  CHECK(thing.contains("postalCode"));
}

TEST_CASE("the number of records that a description names is there", "[object]") {
  const Json invoices = json_of("three invoices with due dates");
  REQUIRE(invoices.size() == 3);
  for (const Json& invoice : invoices) {
    CHECK(invoice.contains("dueDate"));
    CHECK(invoice.at("dueDate").get<std::string>() >= invoice.at("issueDate").get<std::string>());
    CHECK(invoice.contains("total"));
  }
  CHECK(json_of("Generate 25 users").size() == 25);
  CHECK(json_of("a list of products").size() >= 3);
  CHECK(json_of("at least 7 books").size() >= 7);
  CHECK(json_of("at most two events").size() <= 2);
  CHECK(json_of("one recipe").is_object());
  CHECK(json_of("Generate user profile JSON").is_object());
}

TEST_CASE("constraints on fields hold", "[object]") {
  for (std::uint64_t key = 0; key < kSeeds; ++key) {
    const Json product = json_of("a product with name and price between 10 and 20", key);
    CHECK(product.at("price").get<double>() >= 10);
    CHECK(product.at("price").get<double>() <= 20);
    CHECK(json_of("an order with exactly 2 items", key).at("items").size() == 2);
    CHECK(json_of("a person older than 65", key).at("age").get<int>() > 65);
    CHECK(json_of("a review with rating of at least 4 and text", key).at("rating") >= 4);
    CHECK(json_of("a car with make, model and year 2020", key).at("year") == 2020);
    CHECK(json_of("a task with status \"blocked\" and title", key).at("status") == "blocked");
  }
}

TEST_CASE("each kind of record can be made", "[object]") {
  for (const std::string_view noun :
       {"user profile", "product", "invoice",  "order",    "address",        "event",  "recipe",
        "book",         "company", "task",     "car",      "movie",          "review", "payment",
        "blog post",    "city",    "employee", "customer", "calendar event", "ticket"}) {
    for (std::uint64_t key = 0; key < kSeeds; ++key) {
      const Json value = json_of("Create a sample " + std::string(noun), key);
      CHECK(value.size() >= 4);
    }
  }
}

TEST_CASE("words that are not understood are refused by name, not ignored", "[object]") {
  CHECK(made("a user profile of a sad dragon") == "refused not understood: sad");
  CHECK(made("three invoices for Berlin") == "refused not understood: berlin");
  CHECK(made("a user with shoe size") == "refused not understood: shoe");
  CHECK(made("an email sorted by length") == "refused not understood: sorted");
  CHECK(made("a name over 18") == "refused not understood: over");
  CHECK(made("42 of 17") == "refused not understood: 42");
  CHECK(made("Generate some data") == "refused names no kind of record and no fields");
  CHECK(made("users without email") == "refused not understood: without");
}

TEST_CASE("a field that is true or false is so when a description names it", "[object]") {
  for (std::uint64_t key = 0; key < kSeeds; ++key) {
    const Json products = json_of("5 products cheaper than 10 and in stock", key);
    REQUIRE(products.size() == 5);
    for (const Json& product : products) {
      CHECK(product.at("price").get<double>() < 10);
      CHECK(product.at("inStock") == true);
      CHECK(product.contains("name"));
    }
    const Json users = json_of("Generate 4 verified active users", key);
    REQUIRE(users.size() == 4);
    for (const Json& user : users) {
      CHECK(user.at("verified") == true);
      CHECK(user.at("active") == true);
      CHECK(user.contains("email"));
    }
    CHECK(json_of("a user with name, active: false", key).at("active") == false);
    CHECK(json_of("an invoice with paid is true", key).at("paid") == true);
    const Json stocked =
        *skerry::read_json(made_for("three products in stock", kProducts, nullptr, key));
    REQUIRE(stocked.size() == 3);
    for (const Json& product : stocked) CHECK(product.at("inStock") == true);
  }
}

TEST_CASE("a condition that cannot be honoured is refused by name", "[object]") {
  const auto [description, word] = GENERATE(table<std::string_view, std::string_view>({
      {"5 products not in stock", "not"},
      {"5 products out of stock", "out"},
      {"three users without email", "without"},
      {"ten products sorted by price", "sorted"},
      {"users with unique names", "unique"},
      {"5 products with different prices", "different"},
      {"5 products with a total price of 100", "total"},
      {"5 products with total 100", "total"},
      {"5 products with an average price of 20", "average"},
      {"products where the sum of prices is 100", "sum"},
      {"invoices paid or active", "or"},
      {"5 products with price except 10", "except"},
      {"three events before 2025-01-01", "before"},
      {"two products with the same price", "same"},
      {"the cheapest products", "cheapest"},
      {"users with name between a and f", "between"},
      {"five old cars", "old"},
      {"a product with price in 2020", "2020"},
  }));
  CAPTURE(description);
  CHECK(made(description) == "refused not understood: " + std::string(word));
}

TEST_CASE("a condition is refused though the schema has the word", "[object]") {
  constexpr std::string_view kSchema = R"({"type":"array","description":
    "Sorted unique not total between without average different or all before","items":{"type":"object",
    "required":["price"],"properties":{"price":{"type":"number"},"sortedBy":{"type":"string"},
    "notBefore":{"type":"string"},"inStock":{"type":"boolean"}}}})";
  for (const std::string_view word :
       {"sorted", "unique", "not", "total", "without", "average", "different", "before"}) {
    const std::string description = "5 products " + std::string(word) + " price";
    CHECK(made_for(description, kSchema) == "refused not understood: " + std::string(word));
  }
}

TEST_CASE("a total that is asked for is what the lines come to, or there is no data", "[object]") {
  for (std::uint64_t key = 0; key < kSeeds; ++key) {
    for (const std::string_view description :
         {"order with total 100", "an order with a total of 100", "invoice with total over 2000",
          "order with total between 100 and 900", "3 orders with total 100"}) {
      const std::string text = made(description, key);
      INFO(description << " gave " << text);
      const auto made = skerry::read_json(text);
      CHECK((made.has_value() || text.starts_with("unsatisfied /schema")));
      for (const Json& order :
           !made || made->is_array() ? made.value_or(Json::array()) : Json::array({*made})) {
        double sum = 0;
        for (const Json& line : order.at("items")) {
          sum += line.at("quantity").get<double>() * line.at("unitPrice").get<double>();
        }
        CHECK(sum == Approx(order.at("total").get<double>()));
      }
    }
  }
  // Without lines there is nothing to add up.
  CHECK(json_of("an object with id and total 100").at("total") == 100);
}

TEST_CASE("what only a model can do is refused as such", "[object]") {
  for (const std::string_view task :
       {"Write a poem about rain", "Summarise this article", "Translate the title to French",
        "Write a product description", "Explain the invoice", "a haiku", "Describe a user",
        "Suggest names for a company", "Extract the email from the text"}) {
    const auto plan = object::plan_object({.description = task});
    INFO(task);
    REQUIRE(!plan.has_value());
    CHECK(plan.error().reason == object::ObjectRefusalReason::kNeedsModel);
    CHECK(plan.error().detail.find("Configure a model") != std::string::npos);
  }
}

TEST_CASE("a description narrows the caller's schema, wherever the field is", "[object]") {
  for (std::uint64_t key = 0; key < kSeeds; ++key) {
    const Json order = *skerry::read_json(made_for(
        "a premium customer with first name and age over 30, and 4 invoices with due dates",
        kOrders, nullptr, key));
    CHECK(order.at("plan") == "premium");
    CHECK(order.at("customer").at("age").get<int>() > 30);
    CHECK(order.at("customer").contains("firstName"));
    REQUIRE(order.at("invoices").size() == 4);
    for (const Json& invoice : order.at("invoices")) CHECK(invoice.contains("dueDate"));
  }
  const std::string list = R"({"type":"array","items":{"type":"object","properties":{
    "name":{"type":"string"}}}})";
  CHECK(skerry::read_json(made_for("five products with names", list))->size() == 5);
}

TEST_CASE("a schema that cannot hold what is described is refused", "[object]") {
  CHECK(made_for("a customer with an email", kOrders) == "refused not understood: email");
  CHECK(made_for("three customers", kOrders) == "refused the schema has no list to hold so many");
  CHECK(made_for("a customer with age over 120", kOrders).starts_with("unsatisfied /schema"));
  CHECK(made_for("a purple customer", kOrders) == "refused not understood: purple");
  CHECK(made_for("Write a story", R"({"type":"string"})") == "refused needs a model: write");
}

TEST_CASE("values that args gives are in the data", "[object]") {
  const Json args = {{"name", "Given Name"}};
  CHECK(skerry::read_json(made("a user with name and email", 1, &args))->at("name") ==
        "Given Name");
  const Json age = {{"age", 41}};
  const Json order = *skerry::read_json(made_for("an order", kOrders, &age));
  CHECK(order.at("customer").at("age") == 41);
  const Json other = {{"mood", "good"}};
  CHECK(made("a user", 1, &other) == "refused not understood");
  CHECK(made_for("an order", kOrders, &other) == "refused no member of the schema");
}

TEST_CASE("a draft-07 schema that is a reference is narrowed too", "[object]") {
  const std::string schema = R"({"$schema":"http://json-schema.org/draft-07/schema#",
    "$ref":"#/definitions/user","definitions":{"user":{"type":"object","properties":{
      "age":{"type":"integer"},"name":{"type":"string"}}}}})";
  const Json user = *skerry::read_json(made_for("a user with age over 50", schema));
  CHECK(user.at("age").get<int>() > 50);
}
