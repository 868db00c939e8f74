<?xml version="1.0" encoding="UTF-8"?>
<!-- annexes.xsl - every page that was looked at, and how it was done. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="pages">
    <section id="pages" class="annex" aria-labelledby="pages-h">
      <h2 id="pages-h"><xsl:value-of select="key('w','pages')"/></h2>
      <details>
        <summary><xsl:value-of select="@count"/></summary>
        <div class="scroll" tabindex="0" role="group" aria-labelledby="pages-h">
          <table>
            <thead><tr><th scope="col"><xsl:value-of select="key('w','column.page')"/></th><th scope="col"><xsl:value-of select="key('w','column.status')"/></th><th scope="col"><xsl:value-of select="key('w','column.language')"/></th><th scope="col" class="n"><xsl:value-of select="key('w','column.words')"/></th></tr></thead>
            <tbody><xsl:for-each select="page"><tr>
              <th scope="row"><xsl:if test="title"><bdi><xsl:value-of select="title"/></bdi><br/></xsl:if><xsl:call-template name="address"/></th>
              <td><xsl:value-of select="@outcome-words"/><xsl:if test="@status and @status != 200"> (<xsl:value-of select="@status"/>)</xsl:if><xsl:if test="@same"><br/><span class="quiet"><xsl:value-of select="@same"/></span></xsl:if></td>
              <td><xsl:value-of select="@language"/></td><td class="n"><xsl:value-of select="@words"/></td></tr></xsl:for-each></tbody>
          </table>
        </div>
        <xsl:if test="@more"><p class="quiet"><xsl:value-of select="@more"/></p></xsl:if>
      </details>
    </section>
  </xsl:template>

  <xsl:template match="method">
    <section id="method" class="annex" aria-labelledby="method-h">
      <h2 id="method-h"><xsl:value-of select="key('w','method')"/></h2>
      <p><xsl:value-of select="key('w','method.text')"/></p>
      <p><xsl:value-of select="key('w','method.limits')"/></p>
      <p class="gate {../status/@outcome}"><xsl:value-of select="../status/@gate"/></p>
      <h3><xsl:value-of select="key('w','glossary')"/></h3>
      <dl class="glossary">
        <dt><xsl:value-of select="key('w','glossary.presence')"/></dt><dd><xsl:value-of select="key('w','glossary.presence.text')"/></dd>
        <dt><xsl:value-of select="key('w','glossary.finding')"/></dt><dd><xsl:value-of select="key('w','glossary.finding.text')"/></dd>
        <dt><xsl:value-of select="key('w','glossary.level')"/></dt><dd><xsl:value-of select="key('w','glossary.level.text')"/></dd>
        <dt><xsl:value-of select="key('w','glossary.cannot-tell')"/></dt><dd><xsl:value-of select="key('w','glossary.cannot-tell.text')"/></dd>
      </dl>
      <details>
        <summary><xsl:value-of select="key('w','method.rules')"/></summary>
        <ul><xsl:for-each select="rule"><li><xsl:value-of select="@title"/><xsl:text> </xsl:text><span class="quiet"><code><xsl:value-of select="@id"/></code> · <xsl:value-of select="@pack"/> · <xsl:value-of select="@revision"/> · <xsl:value-of select="@level-words"/> · <xsl:value-of select="@basis"/></span></li></xsl:for-each></ul>
      </details>
      <details>
        <summary><xsl:value-of select="key('w','method.documents')"/></summary>
        <ul><xsl:for-each select="document"><li><strong><xsl:value-of select="@title"/></strong><xsl:if test="@edition">, <xsl:value-of select="@edition"/></xsl:if><xsl:if test="@date"> (<xsl:value-of select="@date"/>)</xsl:if><xsl:if test="@authority"><br/><xsl:value-of select="@authority"/></xsl:if><xsl:if test="@address"><br/><xsl:call-template name="address"/></xsl:if></li></xsl:for-each></ul>
      </details>
    </section>
  </xsl:template>
</xsl:stylesheet>
