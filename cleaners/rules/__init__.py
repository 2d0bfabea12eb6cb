"""Rule packs (data) and the engine that matches them."""
