-- One node tells what it would change, and is told what has changed since it last asked. A change is made only if the store
-- holds what the node believes it holds; else the node is told what that is, and decides anew. So no writer ever overwrites
-- what it has not seen.
--
-- KEYS: a hash of the entries, with "born" and "version", and a sorted set of their names by the version they came with.
-- ARGV: channel, born and version as the node knows them, then per change: name, what is expected there ('' for nothing),
-- what to put there ('' for nothing). A version is a time in microseconds that only grows, another one for each change; born
-- is the first one, so that a store that lost its memory is noticed.
-- Answer: born, the version up to which this tells all, '1' if it begins anew, '1' if there is more to ask for, the second
-- that it is here, then names and entries: first of what was to be changed, then of what is new, the oldest first. It is
-- never so much that others wait.

local MOST = 1000
local entries, order = KEYS[1], KEYS[2]
local state = redis.call('HMGET', entries, 'born', 'version')
local born, version = state[1] or '', tonumber(state[2] or '0')
local told, changed = {}, {}
local time = redis.call('TIME')

local function text(number)
	return string.format('%.0f', number)
end

for i = 4, #ARGV, 3 do
	local name, expected, entry = ARGV[i], ARGV[i + 1], ARGV[i + 2]
	told[#told + 1] = name
	if (redis.call('HGET', entries, name) or '') == expected then
		if entry == '' then
			redis.call('HDEL', entries, name)
			redis.call('ZREM', order, name)
		else
			redis.call('HSET', entries, name, entry)
			changed[#changed + 1] = name
		end
	end
end

if #changed > 0 then
	version = math.max(version, time[1] * 1000000 + time[2])
	for _, name in ipairs(changed) do
		version = version + 1
		redis.call('ZADD', order, text(version), name)
	end
	born = born == '' and text(version) or born
	redis.call('HSET', entries, 'born', born, 'version', text(version))
	redis.call('PUBLISH', ARGV[1], text(version))
end

local since = tonumber(ARGV[3])
local anew = ARGV[2] ~= born or since > version
if anew then
	since = 0
end
local names = redis.call('ZRANGEBYSCORE', order, '(' .. text(since), '+inf', 'LIMIT', 0, MOST)
local more = #names == MOST
if more then
	version = tonumber(redis.call('ZSCORE', order, names[MOST]))
end
local answer = {born, text(version), anew and '1' or '0', more and '1' or '0', time[1]}
for _, list in ipairs({told, names}) do
	for _, name in ipairs(list) do
		answer[#answer + 1] = name
		answer[#answer + 1] = redis.call('HGET', entries, name) or ''
	end
end
return answer
