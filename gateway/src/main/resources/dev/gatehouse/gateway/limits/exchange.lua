-- One node tells what it has used of its leases and how much it would hold; it is told what it may use, and how much is
-- used in all. Totals are told, not differences: an exchange whose answer was lost is made good by the next one.
--
-- KEYS: the clock, the nodes, and a hash per limit: "v" and a record "granted settled returned seen" per lease. v is where
-- the limit stands, with all that is leased: the time at which the bucket is full again (GCRA), or the requests used.
-- ARGV: node, its idea of the time (0: none), 1 if it leaves, a lease's life; then per limit: lease, 1 if it is a rate,
-- what one request moves v by, how far v may go, settled, returned, granted, hold, where the limit stood without what was
-- leased when the node last heard of it, when the store that said so was born, used since, what was used without a lease
-- (rates), milliseconds that the limit is kept (quotas). Times are in microseconds.

local function text(number)
	return string.format('%.3f', number)
end

-- Time goes on as the caller's monotonic clock says, so that no step of a wall clock opens a limit; a wall clock that was
-- set right is approached by a hundredth.
local function tell_time(guess)
	local time = redis.call('TIME')
	local wall = time[1] * 1000000 + time[2]
	local clock = redis.call('HMGET', KEYS[1], 'now', 'wall', 'born')
	local now, born = tonumber(clock[1]), clock[3]
	if now and born and clock[2] then
		local step = math.max(0, wall - tonumber(clock[2]))
		if guess > 0 then
			step = math.min(step, math.max(0, guess + 250000 - now))
		end
		local behind = wall - now - step
		now = now + step + math.max(-step / 100, math.min(step / 100, behind))
	else
		now = guess > 0 and guess or wall
		born = string.format('%.0f', now)
	end
	redis.call('HSET', KEYS[1], 'now', text(now), 'wall', text(wall), 'born', born)
	return now, born
end

local function count_nodes(now, life)
	if ARGV[3] == '1' then
		redis.call('HDEL', KEYS[2], ARGV[1])
	else
		redis.call('HSET', KEYS[2], ARGV[1], text(now))
	end
	local nodes, alive = redis.call('HGETALL', KEYS[2]), 0
	for i = 1, #nodes, 2 do
		if now - tonumber(nodes[i + 1]) > life then
			redis.call('HDEL', KEYS[2], nodes[i])
		else
			alive = alive + 1
		end
	end
	return math.max(1, alive)
end

local function read(key, lease, now, life)
	local fields, v, mine, held, lost = redis.call('HGETALL', key), 0, nil, 0, 0
	for i = 1, #fields, 2 do
		if fields[i] == 'v' then
			v = tonumber(fields[i + 1])
		else
			local g, s, r, seen = string.match(fields[i + 1], '^(%S+) (%S+) (%S+) (%S+)$')
			if fields[i] == lease then
				mine = {g = tonumber(g), s = tonumber(s), r = tonumber(r)}
			elseif now - tonumber(seen) > life then
				lost = lost + math.max(0, g - s)
				redis.call('HDEL', key, fields[i])
			else
				held = held + math.max(0, g - s)
			end
		end
	end
	return v, mine, held, lost
end

local function exchange(key, at, now, born, life)
	local lease, rate = ARGV[at], ARGV[at + 1] == '1'
	local unit, span = tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
	local settled, returned = tonumber(ARGV[at + 4]), tonumber(ARGV[at + 5])
	local granted, hold = tonumber(ARGV[at + 6]), tonumber(ARGV[at + 7])
	local low, high = rate and now or 0, rate and now + span or span
	local v, mine, held, lost = read(key, lease, now, life)
	v = v - lost * unit
	if (not mine and ARGV[at + 9] ~= born) or (mine and granted > mine.g) then
		-- What was known here is lost, and the node remembers.
		local used = v - (held + (mine and math.max(0, mine.g - mine.s) or 0)) * unit
		used = math.max(used, tonumber(ARGV[at + 8]), low) + tonumber(ARGV[at + 10])
		granted = math.max(granted, settled)
		v = used + (held + granted - settled) * unit
	elseif mine then
		granted, settled = mine.g, math.max(settled, mine.s)
		returned = math.max(returned, mine.r)
		v = v - (returned - mine.r) * unit
	end
	if settled > granted then
		v = rate and math.max(v, low) + tonumber(ARGV[at + 11]) or v + settled - granted
		granted = settled
	end
	v = math.max(v, 0)
	local grant = math.min(hold - (granted - settled), math.floor((high - math.max(v, low)) / unit + 0.001))
	if grant > 0 then
		v = math.max(v, low) + grant * unit
		granted = granted + grant
	end
	if rate then
		v = math.min(v, high)
	end
	local record = string.format('%.0f %.0f %.0f ', granted, settled, returned) .. text(now)
	redis.call('HSET', key, 'v', text(v), lease, record)
	redis.call('PEXPIRE', key, rate and math.ceil(math.max(v - now, 0) / 1000) + 60000 or ARGV[at + 12])
	return granted, v, math.max(0, v - (held + granted - settled) * unit)
end

local life = tonumber(ARGV[4])
local now, born = tell_time(tonumber(ARGV[2]))
local answer = {now, count_nodes(now, life), tonumber(born)}
for i = 3, #KEYS do
	local granted, v, used = exchange(KEYS[i], 5 + (i - 3) * 13, now, born, life)
	answer[#answer + 1] = granted
	answer[#answer + 1] = v
	answer[#answer + 1] = used
end
return answer
