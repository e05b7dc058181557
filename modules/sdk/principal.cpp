#include "modules/sdk/principal.hpp"

#include "modules/sdk/json.hpp"

namespace skerry {

Principal read_principal(std::string_view text) {
  Principal principal;
  const auto json = read_json(text);
  if (!json) return principal;
  if (const Json* tenant = find_member(*json, "tenant"); tenant && tenant->is_string()) {
    principal.tenant = tenant->get<std::string>();
  }
  if (const Json* id = find_member(*json, "requestId"); id && id->is_string()) {
    principal.request_id = id->get<std::string>();
  }
  return principal;
}

}  // namespace skerry
