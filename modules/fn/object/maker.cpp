#include "modules/fn/object/maker.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/object/limits.hpp"
#include "modules/fn/schema/values.hpp"
#include "modules/sdk/assert.hpp"

namespace skerry::fn::object {
namespace {

constexpr std::string_view kTooMuchWork =
    "a value for this schema takes more work than the generator may do";

}  // namespace

std::expected<Json, Fault> Maker::run() {
  const Random random(key_);
  Spot spot;
  spot.person = random.child("person");
  const Schemas whole = {{schema_.root, Scopes::kNone}};
  Fault fault;
  for (std::uint32_t attempt = 0; attempt < limits::kObjectValidationsMax; ++attempt) {
    auto made = make(whole, spot, attempt == 0 ? random : random.child(attempt));
    if (!made && patterns_.work().exhausted()) {
      // What was found to be wrong after that says nothing of the schema.
      made.error().detail = kTooMuchWork;
    }
    if (!made || all_hold(whole, *made)) return made;
    fault = {schema_.nodes[schema_.root].json,
             "no value was found that satisfies the whole of it: " + checker_.mismatch()};
  }
  return std::unexpected(std::move(fault));
}

bool Maker::sparing(const Spot& spot) const {
  return spot.depth > limits::kObjectDepthFull || values_ > limits::kObjectValuesFull;
}

std::optional<Fault> Maker::spend(const Json* at, const Spot& spot) {
  if (spot.depth > limits::kObjectDepthMax) {
    return Fault{at, "values for this schema would be nested too deep, or without an end"};
  }
  ++steps_;
  return spent(at);
}

std::optional<Fault> Maker::spent(const Json* at) {
  if (steps_ > limits::kObjectStepsMax || values_ > limits::kObjectValuesMax ||
      text_bytes_ > limits::kObjectTextBytesMax || patterns_.work().exhausted()) {
    return Fault{at, std::string(kTooMuchWork)};
  }
  return std::nullopt;
}

bool Maker::all_hold(const Schemas& schemas, const Json& value) {
  return std::ranges::all_of(
      schemas, [&](const Applied& applied) { return checker_.holds(applied.node, value); });
}

Maker::Made Maker::make(const Schemas& schemas, const Spot& spot, Random random) {
  std::optional<Fault> first;
  for (std::uint32_t number = 0; number < limits::kPlaceAttemptsMax; ++number) {
    const Json* at = schemas.empty() ? nullptr : schema_.nodes[schemas.front().node].json;
    if (auto fault = spend(at, spot)) return std::unexpected(first ? *first : std::move(*fault));
    bool other_choices = false;
    const std::uint32_t values = values_;
    auto made = attempt(schemas, spot, number == 0 ? random : random.child(number),
                        number + spot.attempt, other_choices);
    if (made) return made;
    values_ = values;
    if (!first) first = std::move(made.error());
    if (!other_choices) break;
  }
  SKERRY_ASSERT(first.has_value());
  return std::unexpected(std::move(*first));
}

Maker::Made Maker::attempt(const Schemas& schemas, const Spot& spot, Random random,
                           std::uint32_t number, bool& other_choices) {
  constexpr std::uint32_t kEveryThird = 3;
  Merge::Choosing choosing{.random = random.child("choices"),
                           .attempt = number,
                           .shortest = sparing(spot),
                           .holding = {},
                           .all_hold = number % kEveryThird == kEveryThird - 1};
  Fault fault;
  Spot tried = spot;
  tried.attempt = number;
  for (std::uint32_t round = 0; round < limits::kConditionRoundsMax; ++round) {
    Merge merge(schema_, scopes_, heights_, choosing);
    std::optional<Fault> contradiction;
    for (const Applied& applied : schemas) {
      contradiction = merge.add(applied);
      if (contradiction) break;
    }
    Shape& shape = merge.shape;
    patterns_.work().take(shape.schemas.size() + shape.required.size() +
                          (shape.listed ? shape.listed->size() : 0));
    other_choices =
        other_choices || shape.choices > 1 || shape.to_be_checked || !shape.conditions.empty();
    if (contradiction) return std::unexpected(std::move(*contradiction));
    auto made = from_shape(merge, schemas, tried, random);
    if (!made) return made;
    std::set<const schema::Children*> holding;
    for (const Part& condition : shape.conditions) {
      if (checker_.holds(condition.children->list[0], *made)) holding.insert(condition.children);
    }
    const bool needs_check = shape.to_be_checked || !shape.conditions.empty();
    if (!needs_check || all_hold(schemas, *made)) return made;
    fault = {shape.schemas.front(),
             "no value was found that satisfies the whole of it: " + checker_.mismatch()};
    if (!choosing.all_hold && holding == choosing.holding) break;
    choosing.all_hold = false;
    choosing.holding = std::move(holding);
  }
  return std::unexpected(std::move(fault));
}

Maker::Made Maker::from_shape(Merge& merge, const Schemas& schemas, const Spot& spot,
                              Random random) {
  const Shape& shape = merge.shape;
  ++values_;
  if (shape.listed) return from_list(shape, schemas, random, spot.attempt);
  if (auto example = from_examples(shape, schemas, random)) return std::move(*example);
  const std::uint8_t type = choose_type(shape, spot, random);
  const Meaning meaning = meaning_of(spot.name, spot.parent);
  switch (type) {
    case kNull:
      return Json(nullptr);
    case kBoolean:
      return Json((random.below(2) + spot.attempt) % 2 == 0);
    case kInteger:
    case kFraction:
      return make_number(shape, type == kFraction, meaning, spot.attempt, random);
    case kArray:
      return make_array(shape, spot, random);
    case kObject:
      return make_object(merge, spot, random);
    default:
      break;
  }
  Hint hint{meaning, spot.person};
  if (spot.attempt > 0) {
    hint.person = spot.person.child(spot.attempt);
    random = random.child(spot.attempt);
  }
  auto text = make_text(shape, hint, patterns_, random);
  if (text) text_bytes_ += text->get_ref<const std::string&>().size();
  return text;
}

Maker::Made Maker::from_list(const Shape& shape, const Schemas& schemas, Random random,
                             std::uint32_t attempt) {
  SKERRY_ASSERT(shape.listed.has_value());
  const std::vector<const Json*>& listed = *shape.listed;
  const std::uint64_t first = random.below(listed.size());
  const Json* candidate = nullptr;
  for (std::uint64_t i = 0; i < listed.size(); ++i) {
    const Json& value = *listed[static_cast<std::size_t>((first + attempt + i) % listed.size())];
    if ((type_of(value) & shape.types) == 0 || !all_hold(schemas, value)) continue;
    // Null is what is left when there is nothing better.
    if (!value.is_null()) return value;
    candidate = &value;
  }
  if (candidate != nullptr) return *candidate;
  return std::unexpected(Fault{shape.listed_at, "no listed value satisfies the other keywords"});
}

std::optional<Json> Maker::from_examples(const Shape& shape, const Schemas& schemas,
                                         Random random) {
  for (const Json* schema : shape.schemas) {
    const Json* examples = find_member(*schema, "examples");
    if (examples == nullptr || !examples->is_array() || examples->empty()) continue;
    const Json& example = random.child("example").pick(*examples);
    if ((type_of(example) & shape.types) != 0 && all_hold(schemas, example)) return example;
  }
  return std::nullopt;
}

std::uint8_t Maker::choose_type(const Shape& shape, const Spot& spot, Random& random) const {
  std::vector<std::uint8_t> allowed;
  for (const std::uint8_t type : {kBoolean, kInteger, kFraction, kString, kArray, kObject}) {
    if ((shape.types & type) != 0) allowed.push_back(type);
  }
  if (allowed.empty()) return kNull;
  if (allowed.size() == 1) return allowed[0];
  const auto prefer = [&](std::uint8_t type, bool wanted) {
    return wanted && (shape.types & type) != 0;
  };
  // A schema that speaks of members or items is meant for objects or arrays, whatever else it lets.
  if (prefer(kObject,
             !shape.member_parts.empty() || !shape.required.empty() || shape.members.least > 0)) {
    return kObject;
  }
  if (prefer(kArray,
             !shape.item_parts.empty() || !shape.contains.empty() || shape.items.least > 0)) {
    return kArray;
  }
  const bool bounded =
      shape.lower.value != nullptr || shape.upper.value != nullptr || !shape.multiples.empty();
  const bool named = range_of(meaning_of(spot.name, spot.parent)).has_value();
  const bool textual = !shape.patterns.empty() || !shape.formats.empty() ||
                       shape.characters.least_at != nullptr || shape.characters.most_at != nullptr;
  if (prefer(kFraction, bounded || (named && !textual))) return kFraction;
  if (prefer(kInteger, bounded || (named && !textual))) return kInteger;
  if (prefer(kString, textual || shape.types == kAnyType)) return kString;
  if (prefer(kFraction, allowed.size() == 2 && allowed[0] == kInteger)) return kFraction;
  std::erase(allowed, kInteger * static_cast<std::uint8_t>((shape.types & kFraction) != 0));
  return allowed[static_cast<std::size_t>(random.below(allowed.size()))];
}

}  // namespace skerry::fn::object
