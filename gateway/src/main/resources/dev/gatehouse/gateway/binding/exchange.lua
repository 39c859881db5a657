-- Takes a proof once, and notices when the store has lost some of those that it took: it is empty, or has taken fewer than a
-- gateway knows of (it fell back to an older copy). Then a new era begins, in which no proof is taken that may be from before;
-- each gateway that knew another era tells once how far the proofs go that were taken for it.
--
-- KEYS: what the store remembers of itself, a hash of "era", "taken" (how many proofs) and "since" (no proof from before is
-- taken; milliseconds of the epoch, by the clocks that made the proofs); then perhaps a proof.
-- ARGV: the era that the gateway knows ('' for none), how many had been taken when it last heard of it, from when on no proof
-- was taken for it, from when on none was if a new era begins here; then of the proof, when it was made and for how many
-- milliseconds it is remembered.
-- Answer: "taken", "known", "early" (made before "since") or "told" (no proof was shown), the era, and how many were taken.

local memory, proof = KEYS[1], KEYS[2]
local known, heard, own, start = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local state = redis.call('HMGET', memory, 'era', 'taken', 'since')
local era, taken, since = state[1], tonumber(state[2] or '0'), tonumber(state[3] or '0')

local function text(number)
	return string.format('%.0f', number)
end

local before = since
if not era or (era == known and taken < heard) then
	local time = redis.call('TIME')
	era = text(time[1] * 1000000 + time[2])
	since = math.max(since, start)
	redis.call('HSET', memory, 'era', era, 'taken', text(taken))
end
if era ~= known then
	since = math.max(since, own)
end
if since ~= before then
	redis.call('HSET', memory, 'since', text(since))
end

local result = 'told'
if proof then
	if tonumber(ARGV[5]) < since then
		result = 'early'
	elseif redis.call('SET', proof, '', 'NX', 'PX', ARGV[6]) then
		result = 'taken'
		taken = redis.call('HINCRBY', memory, 'taken', 1)
	else
		result = 'known'
	end
end
return result .. ' ' .. era .. ' ' .. text(taken)
