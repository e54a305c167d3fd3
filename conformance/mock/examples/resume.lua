-- For wrk: the URL of the command line, with POST.
wrk.method = "POST"
