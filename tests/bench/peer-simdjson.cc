/* SPDX-License-Identifier: Apache-2.0 */
/* simdjson on demand: every number of every geometry, every text of the properties. */
#include <simdjson.h>

#include "peers.h"

using namespace simdjson;

static double
sum_of(ondemand::value value)
{
	double sum = 0;
	if (value.type() == ondemand::json_type::array)
		for (auto inner : value.get_array())
			sum += sum_of(inner.value());
	else if (value.type() == ondemand::json_type::number)
		sum = value.get_double();
	return sum;
}

static size_t
length_of(ondemand::object object)
{
	size_t length = 0;
	for (auto field : object) {
		ondemand::value value = field.value();
		length += field.unescaped_key().value().size();
		if (value.type() == ondemand::json_type::string)
			length += value.get_string().value().size();
	}
	return length;
}

bool
peer_simdjson(const char *bytes, size_t size)
{
	static ondemand::parser parser;
	size_t length = 0;
	double sum = 0;
	try {
		padded_string padded(bytes, size);
		ondemand::document document = parser.iterate(padded);
		for (auto feature : document["features"]) {
			length += length_of(feature["properties"].get_object());
			sum += sum_of(feature["geometry"]["coordinates"]);
		}
	} catch (const simdjson_error &) {
		return false;
	}
	return length > 0 && sum != 0;
}
