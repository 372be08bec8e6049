//! Text in HTML: the highlights of `search`, the only HTML that queries return.

/// Appends a text, escaped for an element or a quoted attribute.
pub(super) fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_text_becomes_markup() {
        let mut html = String::from("<p>");
        super::escape(&mut html, "<b a=\"x\" b='y'>&ə");
        assert_eq!(html, "<p>&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;ə");
    }
}
