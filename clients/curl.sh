#!/usr/bin/env bash
# Calling Unchrome with curl: a page as text, as HTML and as JSON, in each form of the answer, and a batch.
#   clients/curl.sh [http://127.0.0.1:8000]
# The address may also stand in UNCHROME_URL; a key stands in UNCHROME_KEY.
set -euo pipefail
url="${1:-${UNCHROME_URL:-http://127.0.0.1:8000}}"
key=(${UNCHROME_KEY:+--header "X-Api-Key: $UNCHROME_KEY"})
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

cat > "$folder/page.txt" <<'PAGE'
Home
News
Ferry stops at the new pier from Monday
15 March 2026
The ferry will stop at the new pier from Monday, the harbour office said, once the last planks of the deck are laid.
More than two hundred people crossed the river on the first day of trials, a third more than in the week before.
Whoever holds a monthly ticket may bring a bicycle along without paying for it, the council decided on Friday.
Share on Facebook
PAGE
cat > "$folder/page.html" <<'PAGE'
<html><head><title>Ferry stops at the new pier</title></head><body><nav><a href="/">Home</a></nav><article><h1>Ferry stops at the new pier</h1>
<p>The ferry will stop at the new pier from Monday, the harbour office said, once the last planks of the deck are laid.</p>
<p>More than two hundred people crossed the river on the first day of trials, a third more than in the week before.</p>
</article></body></html>
PAGE

echo "# text in, JSON out"
curl -sS --fail-with-body "${key[@]}" "$url/v1/articles?language=en" \
  -H 'Content-Type: text/plain; charset=utf-8' --data-binary "@$folder/page.txt"
echo

echo "# HTML in, Markdown out"
curl -sS --fail-with-body "${key[@]}" "$url/v1/articles" -H 'Accept: text/markdown' \
  -H 'Content-Type: text/html; charset=utf-8' --data-binary "@$folder/page.html"

echo "# a file of a form in, schema.org out"
curl -sS --fail-with-body "${key[@]}" "$url/v1/articles" -H 'Accept: application/ld+json' \
  --form "page=@$folder/page.html;type=text/html"
echo

echo "# compressed JSON with hints in, plain text out"
python3 -c 'import json, sys; print(json.dumps({"html": open(sys.argv[1]).read(), "url": "https://harbour.example/pier"}))' \
  "$folder/page.html" | gzip | curl -sS --fail-with-body "${key[@]}" "$url/v1/articles" -H 'Accept: text/plain' \
  -H 'Content-Type: application/json' -H 'Content-Encoding: gzip' --data-binary @-

echo "# a page without an article: the problem, and curl's exit status 22"
printf 'Home\nNews\nContact\n' | curl -sS --fail-with-body "${key[@]}" "$url/v1/articles" \
  -H 'Content-Type: text/plain' --data-binary @- || echo " (curl ended with $?)"

echo "# a batch, a line in and a line out, both streamed"
python3 -c 'import json, sys; print(json.dumps({"id": "pier", "text": open(sys.argv[1]).read()}))' "$folder/page.txt" |
  curl -sSN --fail-with-body "${key[@]}" "$url/v1/articles/batch" -X POST -T - -H 'Content-Type: application/x-ndjson'
