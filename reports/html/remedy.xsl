<?xml version="1.0" encoding="UTF-8"?>
<!-- remedy.xsl - what to do and the words to paste; the practice as structured data; letters to send. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- What to do, for a rule or for one of its groups -->
  <xsl:template name="remedy">
    <xsl:param name="anchor"/>
    <xsl:if test="step">
      <h4><xsl:choose><xsl:when test="group/step"><xsl:value-of select="key('w','finding.fix-all')"/></xsl:when><xsl:otherwise><xsl:value-of select="key('w','finding.fix')"/></xsl:otherwise></xsl:choose></h4>
      <xsl:choose>
        <xsl:when test="count(step) = 1"><p><xsl:value-of select="step"/></p></xsl:when>
        <xsl:otherwise><ol><xsl:for-each select="step"><li><xsl:value-of select="."/></li></xsl:for-each></ol></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <xsl:for-each select="snippet[1]">
      <xsl:call-template name="draft">
        <xsl:with-param name="id" select="concat($anchor, '-t-', @lang)"/>
        <xsl:with-param name="words"><xsl:choose><xsl:when test="@entry"><xsl:value-of select="key('w','finding.entry')"/></xsl:when><xsl:otherwise><xsl:value-of select="key('w','finding.paste')"/></xsl:otherwise></xsl:choose></xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="snippet[position() &gt; 1]">
      <details class="other">
        <summary><xsl:value-of select="key('w','finding.paste-other')"/><xsl:value-of select="key('w','colon')"/><xsl:text> </xsl:text><xsl:value-of select="@language"/></summary>
        <xsl:call-template name="draft">
          <xsl:with-param name="id" select="concat($anchor, '-t-', @lang)"/>
          <xsl:with-param name="words"><xsl:value-of select="key('w','finding.paste')"/><xsl:value-of select="key('w','colon')"/><xsl:text> </xsl:text><xsl:value-of select="@language"/></xsl:with-param>
        </xsl:call-template>
      </details>
    </xsl:for-each>
    <xsl:if test="known-by"><h4><xsl:value-of select="key('w','finding.known-by')"/></h4><p><xsl:value-of select="known-by"/></p></xsl:if>
  </xsl:template>

  <!-- Words to paste: the plain text, and folded below it the same as HTML -->
  <xsl:template name="draft">
    <xsl:param name="id"/><xsl:param name="words"/>
    <xsl:if test="plain">
      <div class="paste">
        <h4><label for="{$id}"><xsl:value-of select="$words"/></label></h4>
        <textarea id="{$id}" lang="{@lang}" readonly="readonly" rows="{plain/@rows}" spellcheck="false"><xsl:value-of select="plain"/></textarea>
        <div class="printed" lang="{@lang}" aria-hidden="true"><xsl:value-of select="plain"/></div>
        <xsl:if test="@hints"><p class="quiet"><xsl:value-of select="key('w','finding.paste-hint')"/></p></xsl:if>
        <button type="button" hidden="hidden" data-do="copy" data-other="{key('w','tool.copied')}"><xsl:value-of select="key('w','tool.copy')"/></button>
      </div>
    </xsl:if>
    <xsl:if test="html"><details class="paste markup">
      <summary><xsl:choose><xsl:when test="plain"><xsl:value-of select="key('w','finding.paste-html')"/></xsl:when><xsl:otherwise><xsl:value-of select="$words"/></xsl:otherwise></xsl:choose></summary>
      <label for="{$id}-html"><xsl:value-of select="key('w','finding.paste-where')"/></label>
      <textarea id="{$id}-html" class="code" readonly="readonly" rows="{html/@rows}" spellcheck="false"><xsl:value-of select="html"/></textarea>
      <button type="button" hidden="hidden" data-do="copy" data-other="{key('w','tool.copied')}"><xsl:value-of select="key('w','tool.copy')"/></button>
    </details></xsl:if>
  </xsl:template>

  <!-- The practice as structured data, which belongs to no single finding -->
  <xsl:template match="structured">
    <section id="structured" aria-labelledby="structured-h">
      <h2 id="structured-h"><xsl:value-of select="key('w','structured')"/></h2>
      <p class="lead"><xsl:value-of select="key('w','structured.lead')"/></p>
      <xsl:for-each select="snippet">
        <xsl:call-template name="draft">
          <xsl:with-param name="id" select="concat('structured-', @lang)"/>
          <xsl:with-param name="words"><xsl:value-of select="key('w','structured.show')"/><xsl:if test="../snippet[2]"><xsl:value-of select="key('w','colon')"/><xsl:text> </xsl:text><xsl:value-of select="@language"/></xsl:if></xsl:with-param>
        </xsl:call-template>
      </xsl:for-each>
    </section>
  </xsl:template>

  <!-- Letters that stand beside the report -->
  <xsl:template match="letters">
    <section id="letters" aria-labelledby="letters-h">
      <h2 id="letters-h"><xsl:value-of select="key('w','letters')"/></h2>
      <p class="lead"><xsl:value-of select="key('w','letters.lead')"/></p>
      <xsl:for-each select="letter">
        <details class="paste">
          <summary id="letter-{position()}"><xsl:value-of select="key('w','letters.about')"/><xsl:text> </xsl:text><bdi><xsl:value-of select="@address"/></bdi></summary>
          <p class="file"><a href="{@file}"><xsl:value-of select="@file"/></a></p>
          <textarea aria-labelledby="letter-{position()}" lang="{@lang}" readonly="readonly" rows="{plain/@rows}" spellcheck="false"><xsl:value-of select="plain"/></textarea>
          <div class="printed" lang="{@lang}" aria-hidden="true"><xsl:value-of select="plain"/></div>
          <button type="button" hidden="hidden" data-do="copy" data-other="{key('w','tool.copied')}"><xsl:value-of select="key('w','tool.copy')"/></button>
        </details>
      </xsl:for-each>
    </section>
  </xsl:template>
</xsl:stylesheet>
