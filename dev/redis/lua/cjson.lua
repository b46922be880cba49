-- The part of lua-cjson 2.1 that Redis scripts use: encode, decode, null.
local null = setmetatable({}, { __tostring = function() return 'null' end, __metatable = false })

local escapes = {
  ['"'] = '\\"', ['\\'] = '\\\\', ['/'] = '\\/', ['\b'] = '\\b', ['\f'] = '\\f',
  ['\n'] = '\\n', ['\r'] = '\\r', ['\t'] = '\\t', ['\127'] = '\\u007f',
}

local function encode_string(text)
  return '"' .. text:gsub('[%c"\\/\127]', function(character)
    return escapes[character] or string.format('\\u%04x', character:byte())
  end) .. '"'
end

local function encode_number(number)
  if number ~= number or number == math.huge or number == -math.huge then
    error('Cannot serialise number: must not be NaN or Inf', 0)
  end
  return string.format('%.14g', number)
end

-- The length of an array, or nil for a table with any other key. Lua-cjson gives up on sparse arrays.
local function array_length(value)
  local length, count = 0, 0
  for key in next, value do
    if math.type(key) ~= 'integer' or key < 1 then return nil end
    length = math.max(length, key)
    count = count + 1
  end
  if length > 10 and length > count * 2 then error('Cannot serialise table: excessively sparse array', 0) end
  return length
end

local encode

local function encode_table(value, depth)
  if depth > 1000 then error('Cannot serialise, excessive depth (1001)', 0) end
  local parts = {}
  local length = array_length(value)
  if length and length > 0 then
    for index = 1, length do parts[index] = encode(value[index], depth) end
    return '[' .. table.concat(parts, ',') .. ']'
  end
  for key, item in next, value do
    local kind = type(key)
    if kind ~= 'string' and kind ~= 'number' then
      error('Cannot serialise table: table key must be a number or string', 0)
    end
    local name = kind == 'number' and '"' .. encode_number(key) .. '"' or encode_string(key)
    parts[#parts + 1] = name .. ':' .. encode(item, depth)
  end
  return '{' .. table.concat(parts, ',') .. '}'
end

function encode(value, depth)
  local kind = type(value)
  if value == nil or value == null then return 'null' end
  if kind == 'boolean' then return tostring(value) end
  if kind == 'string' then return encode_string(value) end
  if kind == 'number' then return encode_number(value) end
  if kind == 'table' then return encode_table(value, depth + 1) end
  error('Cannot serialise ' .. kind .. ': type not supported', 0)
end

local function fail(wanted, position)
  error('Expected ' .. wanted .. ' but found invalid token at character ' .. position, 0)
end

local function skip_blanks(text, position)
  return text:find('[^ \t\r\n]', position) or #text + 1
end

local unescapes = { b = '\b', f = '\f', n = '\n', r = '\r', t = '\t', ['"'] = '"', ['\\'] = '\\', ['/'] = '/' }

-- The code point at `\uXXXX`, a surrogate pair taken together, and the position behind it.
local function decode_code_point(text, position)
  local high = tonumber(text:match('^\\u(%x%x%x%x)', position) or fail('value', position), 16)
  if high < 0xD800 or high > 0xDBFF then return high, position + 6 end
  local low = tonumber(text:match('^\\u([dD][c-fC-F]%x%x)', position + 6) or fail('value', position), 16)
  return 0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00), position + 12
end

local function decode_string(text, position)
  local parts = {}
  local from = position + 1
  while true do
    local at = text:find('[%c"\\]', from) or fail('value', position)
    parts[#parts + 1] = text:sub(from, at - 1)
    local character = text:sub(at, at)
    if character == '"' then return table.concat(parts), at + 1 end
    if character ~= '\\' then fail('value', position) end
    local escape = text:sub(at + 1, at + 1)
    if escape == 'u' then
      local code
      code, from = decode_code_point(text, at)
      parts[#parts + 1] = utf8.char(code)
    else
      parts[#parts + 1] = unescapes[escape] or fail('value', position)
      from = at + 2
    end
  end
end

local decode_value

local function decode_array(text, position)
  local result = {}
  position = skip_blanks(text, position + 1)
  if text:sub(position, position) == ']' then return result, position + 1 end
  while true do
    result[#result + 1], position = decode_value(text, position)
    position = skip_blanks(text, position)
    local character = text:sub(position, position)
    if character == ']' then return result, position + 1 end
    if character ~= ',' then fail('comma or array end', position) end
    position = position + 1
  end
end

local function decode_object(text, position)
  local result = {}
  position = skip_blanks(text, position + 1)
  if text:sub(position, position) == '}' then return result, position + 1 end
  while true do
    if text:sub(position, position) ~= '"' then fail('object key string', position) end
    local key
    key, position = decode_string(text, position)
    position = skip_blanks(text, position)
    if text:sub(position, position) ~= ':' then fail('colon', position) end
    result[key], position = decode_value(text, position + 1)
    position = skip_blanks(text, position)
    local character = text:sub(position, position)
    if character == '}' then return result, position + 1 end
    if character ~= ',' then fail('comma or object end', position) end
    position = skip_blanks(text, position + 1)
  end
end

local words = { ['true'] = true, ['false'] = false, ['null'] = null }

function decode_value(text, position)
  position = skip_blanks(text, position)
  local character = text:sub(position, position)
  if character == '"' then return decode_string(text, position) end
  if character == '{' then return decode_object(text, position) end
  if character == '[' then return decode_array(text, position) end
  local word = text:match('^%a+', position)
  if word and words[word] ~= nil then return words[word], position + #word end
  local number = text:match('^-?%d+%.?%d*[eE]?[+-]?%d*', position)
  if not tonumber(number) then fail('value', position) end
  return tonumber(number), position + #number
end

local function decode(text)
  local value, position = decode_value(text, 1)
  position = skip_blanks(text, position)
  if position <= #text then fail('the end', position) end
  return value
end

return { encode = function(value) return encode(value, 0) end, decode = decode, null = null }
