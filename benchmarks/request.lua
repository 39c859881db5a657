-- For wrk: rotates over the tokens and the paths of two files; every request is written out once.
local requests, turn = {}, 0

local function lines(file)
  local found = {}
  for line in io.lines(file) do found[#found + 1] = line end
  return found
end

function init()
  local tokens, paths, body = lines(os.getenv("TOKENS")), lines(os.getenv("PATHS")), os.getenv("BODY")
  for i = 0, math.max(#tokens, #paths) - 1 do
    local headers = { ["Host"] = "gateway.local", ["Authorization"] = "Bearer " .. tokens[i % #tokens + 1] }
    if body then headers["Content-Type"] = "application/json" end
    requests[i + 1] = wrk.format(os.getenv("METHOD"), paths[i % #paths + 1], headers, body)
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end
