-- One node tells what it has used of its leases and how much it would hold; it is told what it may use, and how much is
-- used in all. Totals are told, not differences: an exchange whose answer was lost is made good by the next one.
--
-- KEYS: the clock, the nodes, and a hash per limit: "v", "span", and a record "granted settled returned seen" per
-- lease. v is where the limit stands, with all that is leased: the time at which the bucket is full again (GCRA), or the
-- requests used. What this script has not written is deleted where it stands, and the node tells what it remembers: what is
-- wrong with one limit does not concern the others.
-- ARGV: node, its idea of the time (0: none), 1 if it leaves, a lease's life; then per limit: lease, 1 if it is a rate,
-- what one request moves v by, how far v may go, settled, returned, granted, hold, where the limit stood without what was
-- leased when the node last heard of it, the most that it may have been granted, used since, what was used without a lease
-- (rates), milliseconds that the limit is kept (quotas). Times are in microseconds. Who would hold less than nothing only asks
-- (quotas): no lease begins.

-- As a time it is the year 2200, and no plan has a quota as large.
local LARGEST = 7258118400000000

-- The year 2020. Before that there were no gateways.
local EARLIEST = 1577836800000000

-- A node that was away for longer has its part of a quota counted twice when it comes back.
local REMEMBERED = 3600000000

local function text(number)
	return string.format('%.3f', number)
end

-- Returns nil for what the script has not written. A text such as "nan" compares with nothing.
local function number(text)
	local value = text and tonumber(text)
	return value and value >= 0 and value < LARGEST and value or nil
end

local function fields(key)
	local found = redis.pcall('HGETALL', key)
	if not found.err then
		return found
	end
	if not string.find(found.err, 'WRONGTYPE', 1, true) then
		error(found.err)
	end
	redis.call('DEL', key)
	return {}
end

-- Time goes on as the caller's monotonic clock says, so that no step of a wall clock opens a limit; a wall clock that was
-- set right is approached by a hundredth.
local function tell_time(guess)
	local time = redis.call('TIME')
	local wall = time[1] * 1000000 + time[2]
	local found, clock = fields(KEYS[1]), {}
	for i = 1, #found, 2 do
		clock[found[i]] = number(found[i + 1])
	end
	local now, born = clock.now, clock.born
	if now and now >= EARLIEST and clock.wall and born and born >= 1 then
		local step = math.max(0, wall - clock.wall)
		if guess > 0 then
			step = math.min(step, math.max(0, guess + 250000 - now))
		end
		local behind = wall - now - step
		now = now + step + math.max(-step / 100, math.min(step / 100, behind))
	else
		now = guess > 0 and guess or wall
		born = now
	end
	redis.call('HSET', KEYS[1], 'now', text(now), 'wall', text(wall), 'born', string.format('%.0f', born))
	return now, string.format('%.0f', born)
end

local function count_nodes(now, life)
	local nodes, alive = fields(KEYS[2]), 0
	for i = 1, #nodes, 2 do
		local seen = number(nodes[i + 1])
		if nodes[i] ~= ARGV[1] then
			if not seen or now - seen > life then
				redis.call('HDEL', KEYS[2], nodes[i])
			else
				alive = alive + 1
				if seen > now + life then
					-- By a clock that is lost. It has as long from now on as anybody.
					redis.call('HSET', KEYS[2], nodes[i], text(now))
				end
			end
		end
	end
	if ARGV[3] == '1' then
		redis.call('HDEL', KEYS[2], ARGV[1])
		return math.max(1, alive)
	end
	redis.call('HSET', KEYS[2], ARGV[1], text(now))
	return alive + 1
end

-- Returns nothing for what is no record.
local function record(field)
	local g, s, r, seen = string.match(field, '^(%S+) (%S+) (%S+) (%S+)$')
	g, s, r, seen = number(g), number(s), number(r), number(seen)
	if g and s and r and seen and s <= g then
		return g, s, r, seen
	end
end

local function lease_text(g, s, r, seen)
	return string.format('%.0f %.0f %.0f ', g, s, r) .. text(seen)
end

-- What a rate granted to a node that is lost is granted again, because it would come back in time anyway. Of a quota it stays
-- with that node, which may have admitted all of it and never said so.
local function read(key, lease, rate, most, now, life)
	local found, v, span, mine, held, lost = fields(key), nil, nil, nil, 0, 0
	for i = 1, #found, 2 do
		local name, value = found[i], found[i + 1]
		if name == 'v' then
			v = number(value)
		elseif name == 'span' then
			span = value
		else
			local g, s, r, seen = record(value)
			if not g or (name == lease and g > most) then
				redis.call('HDEL', key, name)
			elseif name == lease then
				mine = {g = g, s = s, r = r}
			elseif now - seen > life and (rate or g == s or now - seen > REMEMBERED) then
				lost = lost + (rate and g - s or 0)
				redis.call('HDEL', key, name)
			else
				held = held + g - s
				if seen > now + life then
					redis.call('HSET', key, name, lease_text(g, s, r, now))
				end
			end
		end
	end
	if v then
		return v, span, mine, held, lost
	end
	if #found > 0 then
		redis.call('DEL', key)
	end
	return 0, nil, nil, 0, 0
end

-- Under another plan a bucket is as full as it was.
local function converted(v, from, to, now)
	from = number(from)
	if from and from > 0 and v > now then
		return now + (v - now) / from * to
	end
	return v
end

local function exchange(key, at, now, life)
	local lease, rate = ARGV[at], ARGV[at + 1] == '1'
	local unit, span = tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
	local settled, returned = tonumber(ARGV[at + 4]), tonumber(ARGV[at + 5])
	local granted, hold = tonumber(ARGV[at + 6]), tonumber(ARGV[at + 7])
	local low, high = rate and now or 0, rate and now + span or span
	local v, spanned, mine, held, lost = read(key, lease, rate, tonumber(ARGV[at + 9]), now, life)
	if rate and spanned ~= ARGV[at + 3] then
		v = converted(v, spanned, span, now)
	end
	v = v - lost * unit
	if hold < 0 then
		return 0, v, math.max(0, v - held * unit)
	end
	if not mine or granted > mine.g then
		-- The lease is not known, or not as well as the node knows it, which tells what it remembers.
		local before = mine and mine.g - mine.s or 0
		local used = math.max(v - (held + before) * unit, low)
		granted = math.max(granted, settled)
		v = math.max(v, low) + math.max(0, tonumber(ARGV[at + 8]) - used) + tonumber(ARGV[at + 10])
			+ (granted - settled - before) * unit
	else
		granted, settled = mine.g, math.max(settled, mine.s)
		returned = math.max(returned, mine.r)
		v = v - (returned - mine.r) * unit
	end
	if settled > granted then
		-- What the node owes since it was last answered; reports that ran unanswered have told some of that.
		local owed = math.min(tonumber(ARGV[at + 11]), (settled - granted) * unit)
		v = rate and math.max(v, low) + owed or v + settled - granted
		granted = settled
	end
	v = math.max(v, 0)
	local grant = math.min(hold - (granted - settled), math.floor((high - math.max(v, low)) / unit + 0.001))
	if grant > 0 then
		v = math.max(v, low) + grant * unit
		granted = granted + grant
	end
	if rate then
		-- Above "high" is what nodes used of their shares while others were granted the same: it is paid back in time.
		v = math.min(v, high + span)
	end
	redis.call('HSET', key, 'v', text(v), 'span', ARGV[at + 3], lease, lease_text(granted, settled, returned, now))
	redis.call('PEXPIRE', key, rate and math.ceil(math.max(v - now, 0) / 1000) + 60000 or ARGV[at + 12])
	return granted, v, math.max(0, v - (held + granted - settled) * unit)
end

local life = tonumber(ARGV[4])
local now, born = tell_time(tonumber(ARGV[2]))
local answer = {now, count_nodes(now, life), tonumber(born)}
for i = 3, #KEYS do
	local granted, v, used = exchange(KEYS[i], 5 + (i - 3) * 13, now, life)
	answer[#answer + 1] = granted
	answer[#answer + 1] = v
	answer[#answer + 1] = used
end
return answer
