<?xml version="1.0" encoding="UTF-8"?>
<!-- findings.xsl - what was found: rule, then text, then pages, with what to do about it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="findings">
    <section id="findings" aria-labelledby="findings-h">
      <h2 id="findings-h"><xsl:value-of select="key('w','findings')"/></h2>
      <xsl:choose>
        <xsl:when test="rule">
          <xsl:if test="count(rule) &gt; 1">
            <table class="families">
              <caption><xsl:value-of select="key('w','findings.picture')"/></caption>
              <tbody>
                <xsl:for-each select="family">
                  <tr><th scope="row"><xsl:value-of select="@words"/></th>
                    <td>
                      <svg viewBox="0 0 600 20" preserveAspectRatio="none" aria-hidden="true" focusable="false"><xsl:for-each select="part"><rect class="{@level}" x="{@x}" width="{@width}" height="20"/></xsl:for-each></svg>
                      <xsl:for-each select="part"><span class="key"><i class="{@level}" aria-hidden="true"></i><xsl:value-of select="@words"/></span><xsl:text> </xsl:text></xsl:for-each>
                    </td></tr>
                </xsl:for-each>
              </tbody>
            </table>
          </xsl:if>
          <xsl:if test="count(rule) &gt; 3">
            <form class="filter" hidden="hidden">
              <label><xsl:value-of select="key('w','tool.search')"/><xsl:text> </xsl:text><input type="search" name="words"/></label>
              <label><xsl:value-of select="key('w','column.level')"/>
                <select name="level"><option value=""><xsl:value-of select="key('w','tool.all-levels')"/></option><option value="error"><xsl:value-of select="key('w','level.error')"/></option><option value="warning"><xsl:value-of select="key('w','level.warning')"/></option><option value="note"><xsl:value-of select="key('w','level.note')"/></option></select></label>
              <label><xsl:value-of select="key('w','tool.filter')"/>
                <select name="family"><option value=""><xsl:value-of select="key('w','tool.all-families')"/></option><xsl:for-each select="family"><option value="{@name}"><xsl:value-of select="@words"/></option></xsl:for-each></select></label>
              <label><xsl:value-of select="key('w','tool.sort')"/>
                <select name="sort"><option value="weight"><xsl:value-of select="key('w','tool.sort-weight')"/></option><option value="minutes"><xsl:value-of select="key('w','tool.sort-effort')"/></option><option value="places"><xsl:value-of select="key('w','tool.sort-places')"/></option></select></label>
              <output data-words="{key('w','tool.shown')}"></output>
            </form>
          </xsl:if>
          <div class="rules"><xsl:apply-templates select="rule"/></div>
          <xsl:if test="@more"><p><xsl:value-of select="@more"/></p></xsl:if>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="key('w','findings.none')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template match="findings/rule">
    <article class="rule {@level}" id="{@anchor}" aria-labelledby="{@anchor}-h" data-level="{@level}" data-family="{@family}" data-minutes="{@minutes}" data-places="{@n-places}" data-weight="{position()}">
      <p class="meta"><xsl:call-template name="level"/><span><xsl:value-of select="@family-words"/></span></p>
      <h3 id="{@anchor}-h"><xsl:value-of select="@title"/></h3>
      <p class="meta"><span><xsl:value-of select="@basis"/></span><span><xsl:value-of select="@places"/></span><xsl:if test="@effort"><span><xsl:value-of select="@effort"/></span></xsl:if></p>
      <xsl:apply-templates select="group"/>
      <xsl:if test="@more"><p class="quiet"><xsl:value-of select="@more"/></p></xsl:if>
      <xsl:if test="why"><h4><xsl:value-of select="key('w','finding.why')"/></h4><p><xsl:value-of select="why"/></p></xsl:if>
      <xsl:call-template name="remedy"><xsl:with-param name="anchor" select="@anchor"/></xsl:call-template>
      <xsl:if test="clause">
        <h4><xsl:value-of select="key('w','finding.says')"/></h4>
        <ul class="clauses"><xsl:apply-templates select="clause[1]"/></ul>
        <xsl:if test="clause[2]">
          <details>
            <summary><xsl:value-of select="@more-clauses"/></summary>
            <ul class="clauses"><xsl:apply-templates select="clause[position() &gt; 1]"/></ul>
          </details>
        </xsl:if>
      </xsl:if>
      <details class="decide">
        <summary><xsl:value-of select="key('w','finding.decide-title')"/></summary>
        <p><xsl:value-of select="key('w','finding.decide')"/></p>
        <pre tabindex="0"><code><xsl:value-of select="draft"/></code></pre>
        <p class="quiet"><code><xsl:value-of select="@id"/></code><xsl:if test="@counts"> · <xsl:value-of select="key('w','finding.counts')"/></xsl:if></p>
      </details>
    </article>
  </xsl:template>

  <xsl:template match="clause">
    <li>
      <strong><xsl:value-of select="@label"/></strong>
      <xsl:if test="@force"><xsl:text> </xsl:text><span class="quiet">(<xsl:value-of select="@force"/>)</span></xsl:if>
      <xsl:if test="says"><br/><xsl:value-of select="says"/></xsl:if>
      <br/><span class="verified {@verified}"><xsl:value-of select="@verified-words"/></span>
      <xsl:if test="@link"> · <a href="{@link}" rel="noreferrer noopener nofollow"><xsl:value-of select="key('w','clause.document')"/><span class="hide"><xsl:value-of select="key('w','colon')"/><xsl:text> </xsl:text><xsl:value-of select="@label"/></span></a></xsl:if>
    </li>
  </xsl:template>

  <xsl:template match="group">
    <div class="group">
      <xsl:if test="message and (position() = 1 or not(message = preceding-sibling::group[1]/message))"><p class="message"><xsl:value-of select="message"/></p></xsl:if>
      <xsl:apply-templates select="quote"/>
      <xsl:if test="@unseen"><p class="quiet"><xsl:value-of select="key('w','finding.not-seen')"/></p></xsl:if>
      <xsl:if test="@known"><p class="quiet"><xsl:value-of select="key('w','finding.known')"/></p></xsl:if>
      <xsl:if test="@decision"><p class="decision"><xsl:value-of select="@decision"/></p></xsl:if>
      <xsl:if test="place"><ul class="places"><xsl:apply-templates select="place[position() &lt;= 5]"/></ul></xsl:if>
      <xsl:if test="place/@selector">
        <details class="code">
          <summary><xsl:value-of select="key('w','finding.selector')"/></summary>
          <ul><xsl:for-each select="place[@selector][position() &lt;= 5]"><li><bdi class="address"><xsl:value-of select="@address"/></bdi><xsl:if test="@line"><xsl:text>, </xsl:text><xsl:value-of select="@line"/></xsl:if><br/><code><xsl:value-of select="@selector"/></code></li></xsl:for-each></ul>
        </details>
      </xsl:if>
      <xsl:if test="place[6] or @hidden">
        <details>
          <summary><xsl:value-of select="key('w','finding.where')"/><xsl:value-of select="key('w','colon')"/><xsl:text> </xsl:text><xsl:value-of select="@places"/></summary>
          <xsl:if test="place[6]"><ul class="places"><xsl:apply-templates select="place[position() &gt; 5]"/></ul></xsl:if>
          <xsl:if test="@hidden"><p class="quiet"><xsl:value-of select="@hidden"/></p></xsl:if>
        </details>
      </xsl:if>
      <xsl:call-template name="remedy"><xsl:with-param name="anchor" select="concat(../@anchor, '-', position())"/></xsl:call-template>
    </div>
  </xsl:template>

  <xsl:template match="quote">
    <blockquote>
      <xsl:if test="@lang and @lang != $lang"><xsl:attribute name="lang"><xsl:value-of select="@lang"/></xsl:attribute></xsl:if>
      <bdi><xsl:if test="before"><span class="context">… <xsl:value-of select="before"/></span><xsl:if test="not(@opened)"><xsl:text> </xsl:text></xsl:if></xsl:if>
      <mark><xsl:value-of select="text"/></mark>
      <xsl:if test="after"><xsl:if test="not(@closed)"><xsl:text> </xsl:text></xsl:if><span class="context"><xsl:value-of select="after"/> …</span></xsl:if></bdi>
    </blockquote>
  </xsl:template>

  <xsl:template match="place">
    <li>
      <xsl:call-template name="address"/>
      <xsl:if test="@under"><xsl:text> </xsl:text><span class="quiet"><xsl:value-of select="@under"/></span></xsl:if>
      <xsl:if test="@at"><span class="screen"> · <a class="at" href="{@at}" rel="noreferrer noopener nofollow"><xsl:value-of select="key('w','finding.open-at')"/></a></span></xsl:if>
    </li>
  </xsl:template>
</xsl:stylesheet>
