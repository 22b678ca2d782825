-- Sends the requests listed in a file in turn, and prints what was measured in one line.
-- Each line of the file: method, address, cookie, body, separated by tabs.
local requests = {}
local turn = 0
local refused = 0

function init(args)
  for line in io.lines(args[1]) do
    local method, path, headers, body = line:match("^(%S+)\t(%S+)\t([^\t]*)\t(.*)$")
    local table_of_headers = {}
    for name, value in headers:gmatch("([%w-]+)=([^|]*)|") do table_of_headers[name] = value end
    requests[#requests + 1] = wrk.format(method, path, table_of_headers, body ~= "" and body or nil)
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency, _)
  local seconds = summary.duration / 1e6
  local bad = summary.errors.status + summary.errors.read + summary.errors.write + summary.errors.connect + summary.errors.timeout
  io.write(string.format("RESULT %.1f %.3f %d %d\n", summary.requests / seconds, latency:percentile(95) / 1000, bad, summary.bytes / math.max(summary.requests, 1)))
end
