-- The world of a Redis script: KEYS, ARGV, redis, cjson, safe parts of the standard library, and no globals of its own.
local invoke, sha1, format_number, cjson = host_invoke, host_sha1, host_format_number, cjson
local getinfo, load, utf8_length = debug.getinfo, load, utf8.len

local function checked(text)
  if not utf8_length(text) or text:find('\0', 1, true) then
    error({ err = 'ERR scripts of the embedded Redis handle UTF-8 text without NUL only' }, 0)
  end
  return text
end

local function bulk(text)
  return '$' .. #text .. '\r\n' .. checked(text) .. '\r\n'
end

local function one_line(text)
  return (checked(text):gsub('[\r\n]', ' '))
end

-- Redis truncates toward zero; what no 64-bit integer can hold becomes the lowest one, as in C.
local function integer_reply(number)
  local whole = number < 0 and math.ceil(number) or math.floor(number)
  return ':' .. (math.tointeger(whole) or math.mininteger) .. '\r\n'
end

local function encode(value)
  local kind = type(value)
  if kind == 'string' then return bulk(value) end
  if kind == 'number' then return integer_reply(value) end
  if value == true then return ':1\r\n' end
  if kind ~= 'table' then return '$-1\r\n' end
  if type(value.err) == 'string' then return '-' .. one_line(value.err) .. '\r\n' end
  if type(value.ok) == 'string' then return '+' .. one_line(value.ok) .. '\r\n' end
  local items = {}
  while value[#items + 1] ~= nil do items[#items + 1] = encode(value[#items + 1]) end
  return '*' .. #items .. '\r\n' .. table.concat(items)
end

local function command(...)
  local count = select('#', ...)
  if count == 0 then return { err = 'ERR Please specify at least one argument for this redis lib call' } end
  local words = { '*' .. count .. '\r\n' }
  for index = 1, count do
    local word = select(index, ...)
    if type(word) == 'number' then word = format_number(word) end
    if type(word) ~= 'string' then
      return { err = 'ERR Lua redis lib command arguments must be strings or integers' }
    end
    words[index + 1] = bulk(word)
  end
  return invoke(table.concat(words))
end

local function error_reply(text)
  if text:sub(1, 1) == '-' then text = text:sub(2) end
  return { err = text:find(' ', 1, true) and text or 'ERR ' .. text }
end

local redis = {
  call = function(...)
    local reply = command(...)
    if type(reply) == 'table' and reply.err then error(reply, 0) end
    return reply
  end,
  pcall = command,
  status_reply = function(text) return { ok = text } end,
  error_reply = error_reply,
  sha1hex = function(text) return sha1(checked(text)) end,
  log = function() end,
  LOG_DEBUG = 0, LOG_VERBOSE = 1, LOG_NOTICE = 2, LOG_WARNING = 3,
}

-- Lua 5.1 has one number type, so a whole float prints without a fraction there.
local function to_text(value)
  if type(value) == 'number' then return string.format('%.14g', value) end
  return tostring(value)
end

-- Lua 5.1 reads the infinities that scores may have.
local infinities = { inf = math.huge, ['-inf'] = -math.huge }

local function to_number(value, ...)
  if select('#', ...) == 0 and infinities[value] then return infinities[value] end
  return tonumber(value, ...)
end

local function locked(values)
  return setmetatable({}, {
    __index = values,
    __newindex = function() error('Attempt to modify a readonly table', 2) end,
    __metatable = false,
  })
end

local function with(values, additions)
  for name, value in pairs(additions) do values[name] = value end
  return values
end

-- Scripts catch an error of Redis as its text.
local function protected_call(action, ...)
  local results = table.pack(pcall(action, ...))
  local failure = results[2]
  if not results[1] and type(failure) == 'table' and failure.err then results[2] = failure.err end
  return table.unpack(results, 1, results.n)
end

-- KEYS and ARGV of the running script.
local call = { KEYS = {}, ARGV = {} }

local globals = {
  assert = assert, error = error, ipairs = ipairs, next = next, pairs = pairs, pcall = protected_call,
  rawequal = rawequal, rawget = rawget, select = select, setmetatable = setmetatable, tonumber = to_number,
  tostring = to_text, type = type, unpack = table.unpack, xpcall = xpcall,
  string = locked(string),
  table = locked(with(table, { getn = function(list) return #list end })),
  math = locked(with(math, { pow = function(base, exponent) return base ^ exponent end })),
  redis = locked(redis),
  cjson = locked(cjson),
}

local environment = setmetatable({}, {
  __index = function(_, name)
    local value = globals[name]
    if value == nil then value = call[name] end
    if value == nil then error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'", 2) end
    return value
  end,
  __newindex = function() error('Attempt to modify a readonly table', 2) end,
  __metatable = false,
})

-- The innermost line of the script itself, past the functions of C and of this file; nil behind a tail call,
-- of which Lua 5.4 keeps no trace.
local function script_line()
  local level = 3
  while true do
    local info = getinfo(level, 'Sl')
    if not info then return nil end
    if info.source == '@user_script' then return info.currentline end
    level = level + 1
  end
end

local function locate(failure)
  local text = type(failure) == 'table' and failure.err or 'ERR ' .. tostring(failure)
  return { text = text, line = script_line() }
end

local scripts = {}
getmetatable('').__metatable = false

return {
  compile = function(sha, source)
    local script, failure = load(source, '@user_script', 't', environment)
    if not script then return failure end
    scripts[sha] = script
    return ''
  end,
  run = function(sha, keys, args)
    call.KEYS, call.ARGV = keys, args
    local ran, result = xpcall(function() return encode((scripts[sha]())) end, locate)
    if ran then return result end
    local place = result.line and ', on @user_script:' .. result.line .. '.' or '.'
    return '-' .. one_line(result.text .. ' script: ' .. sha .. place) .. '\r\n'
  end,
  forget = function() scripts = {} end,
}
