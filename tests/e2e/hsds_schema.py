"""The rules of HSDS 3 as JSON Schemas, for python3-jsonschema. Written by us after the fields that the specification lists
(github.com/openreferral/specification, schema/*.json, of 3.0 and 3.1): no package carries its files.

A line a table: fields, "!" required, ":type" where it is no plain text (uuid, uri, email, date, time, number, a list of allowed
words, "table" for one object of another, "[table]" for a list of them). Stricter than the files in one thing: nothing that they
do not name may be there, for HSDS has other terms for what we say (docs/hsds/conformance.md, 2).
"""
import re

import jsonschema

TABLES = {
    "organization": "id!:uuid name! alternate_name description! email:email website:uri additional_websites:[url] tax_status tax_id"
                    " year_incorporated:number legal_status logo:uri uri:uri parent_organization_id:uuid funding:[funding]"
                    " contacts:[contact] phones:[phone] locations:[location] programs:[program]"
                    " organization_identifiers:[organization_identifier]",
    "program": "id!:uuid organization_id:uuid name! alternate_name description!",
    "service": "id!:uuid organization_id:uuid program_id:uuid name! alternate_name description url:uri additional_urls:[url]"
               " email:email status!:active|inactive|defunct|temporarily_closed interpretation_services application_process"
               " fees_description wait_time fees accreditations eligibility_description minimum_age:number maximum_age:number"
               " assured_date:date assurer_email:email licenses alert last_modified:moment phones:[phone] schedules:[schedule]"
               " service_areas:[service_area] service_at_locations:[service_at_location] languages:[language]"
               " organization:organization funding:[funding] cost_options:[cost_option] program:program"
               " required_documents:[required_document] contacts:[contact] capacities:[service_capacity]",
    "attribute": "id!:uuid link_id:uuid taxonomy_term_id:uuid link_type link_entity value taxonomy_term:taxonomy_term label",
    "service_at_location": "id!:uuid service_id:uuid location_id:uuid description service_areas:[service_area] contacts:[contact]"
                           " phones:[phone] schedules:[schedule] location:location",
    "location": "id!:uuid location_type!:physical|postal|virtual url:uri organization_id:uuid name alternate_name description"
                " transportation latitude:number longitude:number external_identifier external_identifier_type"
                " languages:[language] addresses:[address] contacts:[contact] accessibility:[accessibility] phones:[phone]"
                " schedules:[schedule]",
    "phone": "id!:uuid location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid service_at_location_id:uuid number!"
             " extension:number type:text|voice|fax|cell|video|pager|textphone description languages:[language]",
    "contact": "id!:uuid organization_id:uuid service_id:uuid service_at_location_id:uuid location_id:uuid name title department"
               " email:email phones:[phone]",
    "address": "id!:uuid location_id:uuid attention address_1! address_2 city! region state_province! postal_code! country!:country"
               " address_type!:physical|postal|virtual",
    "schedule": "id!:uuid service_id:uuid location_id:uuid service_at_location_id:uuid valid_from:date valid_to:date dtstart:date"
                " timezone:number until:date count:number wkst:MO|TU|WE|TH|FR|SA|SU freq:WEEKLY|MONTHLY interval:number byday:days"
                " byweekno bymonthday byyearday description opens_at:time closes_at:time schedule_link:uri attending_type notes",
    "funding": "id!:uuid organization_id:uuid service_id:uuid source",
    "service_area": "id!:uuid service_id:uuid service_at_location_id:uuid name description extent extent_type uri",
    "required_document": "id!:uuid service_id:uuid document uri:uri",
    "language": "id!:uuid service_id:uuid location_id:uuid phone_id:uuid name code:language_code note",
    "accessibility": "id!:uuid location_id:uuid description details url:uri",
    "taxonomy_term": "id!:uuid code name! description! parent_id:uuid taxonomy taxonomy_detail:taxonomy language:language_code"
                     " taxonomy_id:uuid term_uri:uri",
    "taxonomy": "id!:uuid name! description! uri:uri version",
    "metadata": "id!:uuid resource_id:uuid resource_type! last_action_date! last_action_type! field_name! previous_value!"
                " replacement_value! updated_by!",
    "cost_option": "id!:uuid service_id:uuid valid_from:date valid_to:date option currency amount:number amount_description",
    "organization_identifier": "id!:uuid organization_id:uuid identifier_scheme identifier_type! identifier!",
    "service_capacity": "id!:uuid service_id:uuid unit_id:uuid available!:number maximum:number description updated!:moment unit:unit",
    "unit": "id!:uuid name! scheme identifier uri:uri",
    "url": "id!:uuid label url!:uri organization_id:uuid service_id:uuid",
}
WITHOUT_ATTRIBUTES = {"attribute", "taxonomy_term", "taxonomy", "metadata"}
# Where the files say "format", with the rule of that format (RFC 9562, RFC 3986, RFC 5321, ISO 8601); prose of the others.
TEXTS = {
    "uuid": r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
    "uri": r"^[a-z][a-z0-9+.-]*:([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+(#([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?$",
    "email": r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$",
    "date": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
    "time": r"^([01]\d|2[0-3]):[0-5]\d(Z|[+-]\d\d:\d\d)?$",
    "moment": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
    "days": r"^([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU))*$",
    "language_code": r"^[a-z]{2,3}$",
    "country": r"^[A-Z]{2}$",
}


def rule_of(kind):
    """What may stand in a field."""
    if kind in TABLES:
        return {"$ref": "#/$defs/" + kind}
    if kind.startswith("["):
        return {"type": "array", "items": {"$ref": "#/$defs/" + kind[1:-1]}}
    if kind == "number":
        return {"type": "number"}
    if "|" in kind:
        return {"enum": [word.replace("_", " ") for word in kind.split("|")]}
    return {"type": "string", "minLength": 1, **({"pattern": TEXTS[kind]} if kind else {})}


def table_schema(name):
    fields = TABLES[name] + (" metadata:[metadata]" if name != "metadata" else "")
    fields += " attributes:[attribute]" if name not in WITHOUT_ATTRIBUTES else ""
    properties, required = {}, []
    for field in fields.split():
        key, must, kind = re.fullmatch(r"(\w+)(!?):?(.*)", field).groups()
        properties[key] = rule_of(kind)
        required += [key] if must else []
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


COUNT = {"type": "integer", "minimum": 0}
# What the API answers for a list (schema/openapi.json, Page).
PAGE = {"type": "object", "additionalProperties": False,
        "required": ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"],
        "properties": {"total_items": COUNT, "total_pages": COUNT, "page_number": COUNT, "size": COUNT, "first_page": {"type": "boolean"},
                       "last_page": {"type": "boolean"}, "empty": {"type": "boolean"},
                       "contents": {"type": "array", "items": {"$ref": "#/$defs/service"}}}}
VALIDATOR = jsonschema.Draft202012Validator({**PAGE, "$defs": {name: table_schema(name) for name in TABLES}})


def faults(page):
    """["contents.3.url: 'ä' does not match …"]"""
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in VALIDATOR.iter_errors(page)]
