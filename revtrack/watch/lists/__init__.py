"""What a list page, feed, sitemap or JSON list lists."""
