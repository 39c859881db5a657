-- For wrk: rotates over the tokens and the paths of two files; every request is written out once. After a token, and each
-- after a tab, can stand fields that go with it.
local requests, turn = {}, 0

local function lines(file)
  local found = {}
  for line in io.lines(file) do found[#found + 1] = line end
  return found
end

function init()
  local tokens, paths, body = lines(os.getenv("TOKENS")), lines(os.getenv("PATHS")), os.getenv("BODY")
  for i = 0, math.max(#tokens, #paths) - 1 do
    local line = tokens[i % #tokens + 1]
    local headers = { ["Host"] = "gateway.local", ["Authorization"] = "Bearer " .. line:match("[^\t]+") }
    for name, value in line:gmatch("\t([^:\t]+): ([^\t]+)") do headers[name] = value end
    if body then headers["Content-Type"] = "application/json" end
    requests[i + 1] = wrk.format(os.getenv("METHOD"), paths[i % #paths + 1], headers, body)
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end
